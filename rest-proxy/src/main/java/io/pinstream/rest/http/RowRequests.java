// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.topics.TopicDirectory;
import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;

/**
 * The way of every request that writes rows. A thread is held while its rows are found, cleaned and
 * given to the producer; none waits for the caller to send or to read, and none for the brokers.
 */
final class RowRequests {
  // For health checks and look-ups while the producer's buffer is full and its writers wait.
  private static final int SPARE_THREADS = 8;

  private final RequestBodies bodies;
  private final TopicDirectory topics;
  private final RowWriter writer;
  private final Meters meters;
  private final Executor answers;
  private final int maxRows;
  private final Semaphore writers;

  /**
   * @param answers where answers are written: not on the producer's thread
   * @param maxRows of one request
   * @param threads that the server has
   */
  RowRequests(
      RequestBodies bodies,
      TopicDirectory topics,
      RowWriter writer,
      Meters meters,
      Executor answers,
      int maxRows,
      int threads) {
    this.bodies = bodies;
    this.topics = topics;
    this.writer = writer;
    this.meters = meters;
    this.answers = answers;
    this.maxRows = maxRows;
    this.writers = new Semaphore(threads - SPARE_THREADS);
  }

  /**
   * Answers a request.
   *
   * @param reader finds the rows
   * @param answer the answer's body; sets its status and headers
   */
  void write(
      Context ctx,
      String topic,
      Consumer<RequestRows> reader,
      Function<List<RowResult>, byte[]> answer) {
    ctx.future(
        () ->
            bodies
                .read(ctx)
                .thenCompose(
                    body ->
                        topics
                            .topic(topic)
                            .thenCompose(
                                found -> written(found, new RequestRows(maxRows, body), reader)))
                .handleAsync(
                    (results, failure) ->
                        failure == null ? answer.apply(results) : ErrorAnswers.answer(ctx, failure),
                    answers)
                .thenCompose(bytes -> sent(ctx, bytes)));
  }

  private CompletableFuture<List<RowResult>> written(
      TopicDescription topic, RequestRows rows, Consumer<RequestRows> reader) {
    if (!writers.tryAcquire()) {
      throw ApiException.busy(
          "too many requests wait for room in the producer's buffer; come back in a moment");
    }
    try {
      read(topic, rows, reader);
      return writer
          .write(topic.name(), rows.all())
          .whenComplete((results, failure) -> meters.count(topic.name(), results));
    } finally {
      writers.release();
    }
  }

  private static void read(TopicDescription topic, RequestRows rows, Consumer<RequestRows> reader) {
    try {
      reader.accept(rows);
      requirePartitions(topic, rows.all());
    } catch (RuntimeException e) {
      rows.giveUp();
      throw e;
    }
  }

  private static void requirePartitions(TopicDescription topic, List<Row> rows) {
    for (Row row : rows) {
      if (row.partition() != null && row.partition() >= topic.partitions().size()) {
        throw ApiException.partitionNotFound(topic.name(), row.partition().toString());
      }
    }
  }

  /** Sends an answer as fast as its reader reads it; a reader who is gone needs none. */
  private static CompletableFuture<Void> sent(Context ctx, byte[] answer) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    ctx.res().setContentLength(answer.length);
    try {
      ((HttpOutput) ctx.res().getOutputStream())
          .sendContent(
              ByteBuffer.wrap(answer),
              Callback.from(() -> sent.complete(null), failure -> sent.complete(null)));
    } catch (IOException e) {
      sent.complete(null);
    }
    return sent;
  }
}
