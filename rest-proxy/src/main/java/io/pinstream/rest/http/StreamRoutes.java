// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.topics.TopicDirectory;
import io.pinstream.rest.write.RowResult;
import io.pinstream.rest.write.RowResult.DeadLettered;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Refused;
import io.pinstream.rest.write.RowResult.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * {@code /streams}: what an API Gateway offers that stands before Kinesis. A shard is a partition,
 * a sequence number an offset.
 */
final class StreamRoutes implements Consumer<JavalinConfig> {
  private final RowRequests requests;
  private final StreamRequest reader;
  private final StreamNames names;
  private final TopicDirectory topics;

  StreamRoutes(
      RowRequests requests, StreamRequest reader, StreamNames names, TopicDirectory topics) {
    this.requests = requests;
    this.reader = reader;
    this.names = names;
    this.topics = topics;
  }

  @Override
  public void accept(JavalinConfig config) {
    for (String form : List.of("record", "records")) {
      boolean single = form.equals("record");
      Stage.paths("/streams/" + form)
          .forEach(path -> config.routes.put(path, ctx -> put(ctx, queried(ctx), single)));
      Stage.paths("/streams/{stream}/" + form)
          .forEach(
              path -> config.routes.put(path, ctx -> put(ctx, ctx.pathParam("stream"), single)));
    }
    Stage.paths("/streams").forEach(path -> Stage.get(config, path, this::list));
    Stage.paths("/streams/{stream}").forEach(path -> Stage.get(config, path, this::describe));
  }

  private static String queried(Context ctx) {
    // Not Javalin's, which decodes a query by the charset of the body.
    String stream =
        Request.extractQueryParameters(ServletContextRequest.getServletContextRequest(ctx.req()))
            .getValue("stream-name");
    if (stream == null) {
      throw ApiException.unprocessable(
          "the path names no stream: expected /streams/<stream>/record, or ?stream-name=<stream>");
    }
    return stream;
  }

  private String topicOf(String stream) {
    return names.topic(stream).orElseThrow(() -> ApiException.topicNotFound(stream));
  }

  private void put(Context ctx, String stream, boolean single) {
    MediaTypes.requireStreamRequest(ctx);
    String topic = topicOf(stream);
    requests.write(
        ctx, topic, rows -> reader.read(topic, rows), results -> answer(ctx, single, results));
  }

  private static byte[] answer(Context ctx, boolean single, List<RowResult> results) {
    Map<String, Object> body = new LinkedHashMap<>();
    Optional<ApiException> error = Outcome.error(results);
    HttpStatus status = error.map(ApiException::status).orElse(HttpStatus.OK);
    error.ifPresent(
        e -> {
          ErrorAnswers.retryAfter(ctx, e);
          body.put("__type", ErrorAnswers.kinesisType(status));
          body.put("message", e.getMessage());
        });
    if (single && results.size() == 1) {
      body.putAll(place(results.get(0)));
    } else {
      if (single && error.isEmpty()) {
        lastWritten(results).ifPresent(last -> body.putAll(place(last)));
      }
      List<Map<String, Object>> places = results.stream().map(StreamRoutes::place).toList();
      body.put(
          "FailedRecordCount",
          places.stream().filter(place -> place.containsKey("ErrorCode")).count());
      body.put("Records", places);
    }
    ctx.status(ErrorAnswers.kinesisStatus(status)).contentType(MediaTypes.JSON);
    return Json.write(body);
  }

  private static Optional<RowResult> lastWritten(List<RowResult> results) {
    return results.stream().filter(Written.class::isInstance).reduce((first, second) -> second);
  }

  private static Map<String, Object> place(RowResult result) {
    Map<String, Object> place = new LinkedHashMap<>();
    if (result instanceof Written written) {
      put(place, written.partition(), written.offset());
    } else if (result instanceof DeadLettered letter) {
      put(place, letter.partition(), letter.offset());
      place.put("DeadLetterTopic", letter.topic());
      place.put("DeadLetterReason", letter.why().message());
    } else if (result instanceof Refused refused) {
      place.put("ErrorCode", "InvalidArgumentException");
      place.put("ErrorMessage", refused.why().message());
      place.put("Field", refused.why().field());
      place.put("Rule", refused.why().rule());
    } else if (result instanceof Failed failed) {
      place.put(
          "ErrorCode",
          switch (failed.cause()) {
            case BUSY -> "ProvisionedThroughputExceededException";
            case UNAVAILABLE -> "InternalFailure";
            case FORBIDDEN -> "AccessDeniedException";
          });
      place.put("ErrorMessage", failed.message());
    }
    return place;
  }

  private static void put(Map<String, Object> place, int partition, long offset) {
    place.put("SequenceNumber", Long.toString(offset));
    place.put("ShardId", shard(partition));
  }

  private static String shard(int partition) {
    return String.format(Locale.ROOT, "shardId-%012d", partition);
  }

  private void list(Context ctx) {
    LookupRoutes.answerAs(
        ctx,
        MediaTypes.JSON,
        topics
            .names()
            .thenApply(
                found -> {
                  Map<String, Object> streams = new LinkedHashMap<>();
                  streams.put("HasMoreStreams", false);
                  streams.put(
                      "StreamNames",
                      found.stream().map(names::stream).flatMap(Optional::stream).toList());
                  return streams;
                }));
  }

  private void describe(Context ctx) {
    String stream = ctx.pathParam("stream");
    LookupRoutes.answerAs(
        ctx,
        MediaTypes.JSON,
        topics.topic(topicOf(stream)).thenApply(topic -> description(stream, topic)));
  }

  private static Map<String, Object> description(String stream, TopicDescription topic) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("StreamName", stream);
    described.put("StreamStatus", "ACTIVE");
    described.put("HasMoreShards", false);
    described.put(
        "Shards",
        topic.partitions().stream()
            .map(
                partition -> {
                  Map<String, Object> shard = new LinkedHashMap<>();
                  shard.put("ShardId", shard(partition.partition()));
                  shard.put("SequenceNumberRange", Map.of("StartingSequenceNumber", "0"));
                  return shard;
                })
            .toList());
    return Map.of("StreamDescription", described);
  }
}
