// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import io.pinstream.rest.connect.Pipeline;
import io.pinstream.rest.connect.Pipelines;
import io.pinstream.rest.connect.UncleanRowException;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.write.RowResult.DeadLettered;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Failed.Cause;
import io.pinstream.rest.write.RowResult.Refused;
import io.pinstream.rest.write.RowResult.Written;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Cleans rows and writes them; a row counts as written when the brokers have acknowledged it. */
public final class RowWriter {
  private final Pipelines pipelines;
  private final RecordSender producer;
  private final Optional<DeadLetters> deadLetters;

  /**
   * @param deadLetters where rows go that can't be cleaned; empty if they are refused
   */
  public RowWriter(Pipelines pipelines, RecordSender producer, Optional<DeadLetters> deadLetters) {
    this.pipelines = pipelines;
    this.producer = producer;
    this.deadLetters = deadLetters;
  }

  /**
   * Writes rows.
   *
   * @return completes with a result for each, in their order, on the producer's thread; never
   *     exceptionally
   */
  public CompletableFuture<List<RowResult>> write(String topic, List<Row> rows) {
    RowResults results = new RowResults(rows.size());
    Pipeline pipeline = pipelines.take();
    try {
      Failed noLetters = null;
      for (int place = 0; place < rows.size(); place++) {
        boolean clean = write(pipeline, topic, rows.get(place), place, results, noLetters);
        // Where the producer did not take one, each further one would wait as long as the first;
        // but what ails the dead-letter topic alone is no matter of clean rows.
        if (results.get(place) instanceof Failed failed) {
          if (clean || failed.cause() == Cause.BUSY) {
            for (int next = place + 1; next < rows.size(); next++) {
              results.set(next, failed);
            }
            break;
          }
          noLetters = failed;
        }
      }
    } finally {
      pipelines.giveBack(pipeline);
    }
    return results.all();
  }

  /**
   * Writes a row.
   *
   * @param noLetters why the dead-letter topic takes none; null if it may take one
   * @return whether it is clean
   */
  private boolean write(
      Pipeline pipeline, String topic, Row row, int place, RowResults results, Failed noLetters) {
    ProducerRecord<byte[], byte[]> record;
    try {
      record = pipeline.record(topic, row, place);
    } catch (UncleanRowException e) {
      if (deadLetters.isEmpty()) {
        results.set(place, new Refused(e.why()));
      } else if (noLetters != null) {
        results.set(place, noLetters);
      } else {
        DeadLetters letters = deadLetters.get();
        send(
            letters.record(topic, row, e.why()),
            place,
            results,
            at -> new DeadLettered(at.topic(), at.partition(), at.offset(), e.why()),
            // A letter that is too large for its topic is the row's own defect first.
            failure -> failure instanceof Refused ? new Refused(e.why()) : failure);
      }
      return false;
    }
    send(
        record, place, results, at -> new Written(at.partition(), at.offset()), failure -> failure);
    return true;
  }

  private void send(
      ProducerRecord<byte[], byte[]> record,
      int place,
      RowResults results,
      Function<RecordMetadata, RowResult> success,
      UnaryOperator<RowResult> failure) {
    // Not the record: its bytes are in the producer's buffer from here on.
    String topic = record.topic();
    try {
      producer.send(
          record,
          (metadata, e) ->
              results.set(
                  place,
                  e == null ? success.apply(metadata) : failure.apply(SendFailure.of(topic, e))));
    } catch (RuntimeException e) {
      // A producer that has given up does both, call back and throw.
      results.set(place, failure.apply(SendFailure.of(topic, e)));
    }
  }
}
