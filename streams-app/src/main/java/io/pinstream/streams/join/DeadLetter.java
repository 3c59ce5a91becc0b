// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.post.UnreadableRecordException;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A record that could not be read, on its way to the dead-letter topic: key, value and headers as
 * they came, and headers that say why and where from. What is larger than a record may be (a
 * compressed one may come in) is cut off and said so: the whole of it lies where the headers say.
 */
public final class DeadLetter {
  /** What the names of the headers begin with that a dead letter has beside the record's own. */
  public static final String HEADER_PREFIX = "dlq.";

  public static final String REASON = HEADER_PREFIX + "reason";
  public static final String TOPIC = HEADER_PREFIX + "topic";
  public static final String PARTITION = HEADER_PREFIX + "partition";
  public static final String OFFSET = HEADER_PREFIX + "offset";

  /**
   * The time of the record, in milliseconds. Its letter's own time is when it came to the topic:
   * one that is as old as its record would be deleted as soon as it is written.
   */
  public static final String TIME = HEADER_PREFIX + "time";

  /** Bytes of key, value and headers that came, on a dead letter that has not all of them. */
  public static final String CUT = HEADER_PREFIX + "cut.from.bytes";

  // Reason, topic, partition, offset, time and size.
  private static final int OWN_HEADERS = 2 * 1024;

  private DeadLetter() {}

  /**
   * The dead letter that a record becomes.
   *
   * @param origin where the record lies
   */
  public static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record,
      RecordMetadata origin,
      UnreadableRecordException why,
      RecordLimit limit) {
    int headerBytes = RecordLimit.size(record.headers());
    long bytes =
        (long) RecordLimit.length(record.key()) + RecordLimit.length(record.value()) + headerBytes;
    int room = limit.payloadBytes() - OWN_HEADERS;
    boolean tooLarge = bytes > room;
    // Headers first, as far as they leave room for something of the value, then the key.
    boolean keepHeaders = !tooLarge || headerBytes <= room / 3;
    Headers headers = keepHeaders ? new RecordHeaders(record.headers()) : new RecordHeaders();
    headers
        .add(REASON, why.description().getBytes(UTF_8))
        .add(TOPIC, origin.topic().getBytes(UTF_8))
        .add(PARTITION, Integer.toString(origin.partition()).getBytes(UTF_8))
        .add(OFFSET, Long.toString(origin.offset()).getBytes(UTF_8))
        .add(TIME, Long.toString(record.timestamp()).getBytes(UTF_8));
    if (!tooLarge) {
      return record.withHeaders(headers);
    }
    headers.add(CUT, Long.toString(bytes).getBytes(UTF_8));
    byte[] key = cut(record.key(), room / 3);
    int rest = room - (keepHeaders ? headerBytes : 0) - RecordLimit.length(key);
    return record.withKey(key).withValue(cut(record.value(), rest)).withHeaders(headers);
  }

  private static byte[] cut(byte[] bytes, int length) {
    return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
  }
}
