// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.ClassUtil;
import io.pinstream.connect.transforms.Clean;
import io.pinstream.connect.transforms.UncleanException;
import io.pinstream.streams.post.DeadLetterReason;
import io.pinstream.streams.post.JsonEncoding;
import io.pinstream.streams.post.PostKey;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Cleans one table's rows by the preset of Clean that is called like it, as a sink connector does
 * with {@code JsonConverter} and without schemas. Rows that are clean already stay as they are. Not
 * thread-safe.
 */
final class RowCleaner implements AutoCloseable {
  private static final String INDEX = "ind";

  private final JsonEncoding encoding = new JsonEncoding();
  private final JsonConverter json = new JsonConverter();
  private final Clean.Value<SinkRecord> clean = new Clean.Value<>();

  /** A clean row, and the key that belongs to it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record CleanRow(byte[] key, byte[] value) {}

  RowCleaner(Table table) {
    json.configure(Map.of("schemas.enable", "false"), false);
    clean.configure(Map.of("preset", table.label(), "timestamp.output", "iso"));
  }

  /**
   * Cleans a row.
   *
   * @param key null if the producer sets none; what is no index says nothing
   * @param value null for a tombstone, which needs a key
   * @param origin where the record lies, for the message
   * @throws UnreadableRecordException if it can't be cleaned
   */
  CleanRow clean(byte[] key, byte[] value, RecordMetadata origin) throws UnreadableRecordException {
    if (value == null) {
      PostKey.parse(key);
      return new CleanRow(key, null);
    }
    encoding.check(value);
    SinkRecord cleaned = clean(key, read(value, origin.topic()), origin);
    Object index = ((Map<?, ?>) cleaned.value()).get(INDEX);
    byte[] own = index.toString().getBytes(UTF_8);
    checkKey(key, own);
    return new CleanRow(own, json.fromConnectData(origin.topic(), null, cleaned.value()));
  }

  private SchemaAndValue read(byte[] value, String topic) throws UnreadableRecordException {
    try {
      return json.toConnectData(topic, value);
    } catch (DataException e) {
      throw new UnreadableRecordException(
          DeadLetterReason.NOT_JSON,
          "not JSON: " + RowReader.shorten(ClassUtil.getRootCause(e).getMessage()));
    }
  }

  private SinkRecord clean(byte[] key, SchemaAndValue row, RecordMetadata origin)
      throws UnreadableRecordException {
    if (row.value() == null) {
      throw new UnreadableRecordException(
          DeadLetterReason.NOT_A_ROW,
          "the value is the word null; expected one JSON object, the row");
    }
    try {
      return clean.apply(
          new SinkRecord(
              origin.topic(),
              origin.partition(),
              null,
              key == null ? null : new String(key, UTF_8),
              row.schema(),
              row.value(),
              origin.offset()));
    } catch (UncleanException e) {
      throw new UnreadableRecordException(DeadLetterReason.UNCLEAN, e.getMessage());
    }
  }

  /** A key that is an index has to be the row's; any other was for the producer's own use. */
  private static void checkKey(byte[] key, byte[] own) throws UnreadableRecordException {
    long index = PostKey.parse(own);
    long keyed;
    try {
      keyed = key == null ? index : PostKey.parse(key);
    } catch (UnreadableRecordException e) {
      return;
    }
    if (keyed != index) {
      throw new UnreadableRecordException(
          DeadLetterReason.KEY_MISMATCH,
          "the key says " + keyed + " but the row's index is " + index);
    }
  }

  @Override
  public void close() {
    clean.close();
    json.close();
  }
}
