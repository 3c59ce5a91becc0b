// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.http.Context;
import io.pinstream.rest.rows.Row;
import io.pinstream.rest.topics.TopicDirectory;
import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The way of every request that writes rows: its body is read and opened on the request's thread,
 * no thread waits for the brokers, and the answer is written when they have acknowledged.
 */
final class RowRequests {
  private final RequestBodies bodies;
  private final TopicDirectory topics;
  private final RowWriter writer;
  private final Meters meters;
  private final Executor answers;

  /**
   * @param answers where answers are written: not on the producer's thread
   */
  RowRequests(
      RequestBodies bodies,
      TopicDirectory topics,
      RowWriter writer,
      Meters meters,
      Executor answers) {
    this.bodies = bodies;
    this.topics = topics;
    this.writer = writer;
    this.meters = meters;
    this.answers = answers;
  }

  /**
   * Answers a request.
   *
   * @param rows reads them from the body
   * @param answer writes the answer
   */
  void write(
      Context ctx,
      String topic,
      Function<byte[], List<Row>> rows,
      Consumer<List<RowResult>> answer) {
    RequestBodies.Body body = bodies.read(ctx);
    ctx.future(
        () ->
            read(body, rows)
                .thenCompose(read -> written(topic, read))
                .whenComplete((results, failure) -> body.close())
                .handleAsync(
                    (results, failure) -> {
                      if (failure == null) {
                        answer.accept(results);
                      } else {
                        ErrorAnswers.write(ctx, failure);
                      }
                      return null;
                    },
                    answers));
  }

  private static CompletableFuture<List<Row>> read(
      RequestBodies.Body body, Function<byte[], List<Row>> rows) {
    try {
      return CompletableFuture.completedFuture(rows.apply(body.take()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<List<RowResult>> written(String topic, List<Row> rows) {
    return topics
        .topic(topic)
        .thenCompose(
            description -> {
              requirePartitions(description, rows);
              return writer.write(topic, rows);
            })
        .whenComplete(
            (results, failure) -> {
              if (results != null) {
                meters.count(topic, results);
              }
            });
  }

  private static void requirePartitions(TopicDescription topic, List<Row> rows) {
    for (Row row : rows) {
      if (row.partition() != null && row.partition() >= topic.partitions().size()) {
        throw ApiException.partitionNotFound(topic.name(), row.partition().toString());
      }
    }
  }
}
