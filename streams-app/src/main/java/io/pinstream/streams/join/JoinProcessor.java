// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostKey;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Puts the three rows of a post together, whatever their order and however far apart. A record that
 * changes nothing stops here, so nothing downstream ever sees a resend.
 */
final class JoinProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private final Map<String, Table> tablesByTopic;
  private final RecordLimit limit;
  private final JoinMeters meters;
  private final Map<Table, RowReader> readers = new EnumMap<>(Table.class);

  private PostStore store;

  /**
   * Joins the records of three topics.
   *
   * @param limit how large what is written may be
   */
  JoinProcessor(Map<String, Table> tablesByTopic, RecordLimit limit, JoinMeters meters) {
    this.tablesByTopic = tablesByTopic;
    this.limit = limit;
    this.meters = meters;
    for (Table table : Table.values()) {
      readers.put(table, new RowReader(table));
    }
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    this.store = context.getStateStore(PostTopology.STORE);
    store.listeners().forEach(PostListener::active);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context().recordMetadata().orElseThrow();
    Table table = tablesByTopic.get(origin.topic());
    meters.rows().get(table).increment();
    long index;
    Row row;
    try {
      index = PostKey.parse(record.key());
      row = read(record, table, index);
    } catch (UnreadableRecordException e) {
      meters.deadLetters().get(e.reason()).increment();
      context().forward(DeadLetter.of(record, origin, e, limit), PostTopology.DEAD_LETTERS);
      return;
    }
    Post before = store.post(index);
    if (Objects.equals(row, before.row(table))) {
      meters.resends().increment();
      return;
    }
    Post after = before.with(table, row);
    store.put(after);
    if (before.complete() || after.complete()) {
      emit(record, after);
    }
    for (PostListener listener : store.listeners()) {
      listener.changed(before, after, record.timestamp());
    }
  }

  /** The record's row; null for a tombstone, one in an envelope among them. */
  private Row read(Record<byte[], byte[]> record, Table table, long index)
      throws UnreadableRecordException {
    Row row = record.value() == null ? null : readers.get(table).read(record.value(), index);
    limit.check(row, record.headers());
    return row;
  }

  private void emit(Record<byte[], byte[]> record, Post after) {
    byte[] json = after.complete() ? after.json() : null;
    if (json == null) {
      meters.removals().increment();
    } else {
      meters.posts().increment();
    }
    context().forward(record.withValue(json), PostTopology.POSTS);
  }

  @Override
  public void close() {
    if (store != null) {
      store.listeners().forEach(PostListener::standby);
    }
  }
}
