// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.raw;

import io.pinstream.streams.join.DeadLetter;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.post.PostKey;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;
import io.pinstream.streams.raw.RowCleaner.CleanRow;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Cleans a table's raw rows; what can't be cleaned becomes a dead letter, as it came. */
final class CleanProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final Table table;
  private final RowCleaner cleaner;
  private final RowReader reader;
  private final RecordLimit limit;
  private final JoinMeters meters;
  private final String next;
  private ProcessorContext<byte[], byte[]> context;

  /**
   * A processor of a table's rows.
   *
   * @param next the node that clean rows are for
   */
  CleanProcessor(Table table, RecordLimit limit, JoinMeters meters, String next) {
    this.table = table;
    this.cleaner = new RowCleaner(table);
    this.reader = new RowReader(table);
    this.limit = limit;
    this.meters = meters;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    CleanRow row;
    try {
      row = cleaner.clean(record.key(), record.value(), origin);
      checkThatTheJoinTakes(row, record.headers());
    } catch (UnreadableRecordException e) {
      // The join counts the others.
      meters.rows().get(table).increment();
      meters.deadLetters().get(e.reason()).increment();
      context.forward(DeadLetter.of(record, origin, e, limit), RawInputs.DEAD_LETTERS);
      return;
    }
    context.forward(record.withKey(row.key()).withValue(row.value()), next);
  }

  /** Behind the topic of clean rows it would be a dead letter of that topic, not of its own. */
  private void checkThatTheJoinTakes(CleanRow row, Headers headers)
      throws UnreadableRecordException {
    Row read = row.value() == null ? null : reader.read(row.value(), PostKey.parse(row.key()));
    limit.check(read, headers);
  }

  @Override
  public void close() {
    cleaner.close();
  }
}
