// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.topics.TopicDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** The look-ups of Confluent's REST Proxy v2: topics, their partitions, brokers. */
final class LookupRoutes implements Consumer<JavalinConfig> {
  private final TopicDirectory topics;

  LookupRoutes(TopicDirectory topics) {
    this.topics = topics;
  }

  @Override
  public void accept(JavalinConfig config) {
    Stage.get(config, "/", ctx -> answer(ctx, CompletableFuture.completedFuture(Map.of())));
    get(config, "/topics", ctx -> answer(ctx, topics.names()));
    get(config, "/topics/{topic}", ctx -> answer(ctx, topic(ctx.pathParam("topic"))));
    get(
        config,
        "/topics/{topic}/partitions",
        ctx -> answer(ctx, ofTopic(ctx, LookupRoutes::partitions)));
    get(config, "/topics/{topic}/partitions/{partition}", this::partitionOf);
    get(config, "/topics/{topic}/partitions/{partition}/offsets", this::offsets);
    get(
        config,
        "/brokers",
        ctx ->
            answer(
                ctx,
                topics
                    .brokers()
                    .thenApply(
                        nodes ->
                            Map.of("brokers", nodes.stream().map(Node::id).sorted().toList()))));
  }

  private static void get(JavalinConfig config, String path, Handler handler) {
    Stage.paths(path).forEach(each -> Stage.get(config, each, handler));
  }

  /** Answers with JSON when it is there. */
  static void answer(Context ctx, CompletableFuture<?> answer) {
    String type = MediaTypes.answer(ctx);
    answerAs(ctx, type, answer);
  }

  static void answerAs(Context ctx, String type, CompletableFuture<?> answer) {
    ctx.future(
        () ->
            answer.handle(
                (json, failure) -> {
                  if (failure == null) {
                    ctx.contentType(type).result(Json.write(json));
                  } else {
                    ErrorAnswers.write(ctx, failure);
                  }
                  return null;
                }));
  }

  private <T> CompletableFuture<T> ofTopic(Context ctx, Function<TopicDescription, T> what) {
    return topics.topic(ctx.pathParam("topic")).thenApply(what);
  }

  private CompletableFuture<Map<String, Object>> topic(String name) {
    return topics
        .topic(name)
        .thenCombine(
            topics.topic(name).thenCompose(found -> topics.settings(name)),
            (description, settings) -> {
              Map<String, Object> topic = new LinkedHashMap<>();
              topic.put("name", name);
              topic.put("configs", settings);
              topic.put("partitions", partitions(description));
              return topic;
            });
  }

  private static List<Map<String, Object>> partitions(TopicDescription topic) {
    return topic.partitions().stream().map(LookupRoutes::partition).toList();
  }

  private static Map<String, Object> partition(TopicPartitionInfo info) {
    int leader = info.leader() == null ? -1 : info.leader().id();
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("partition", info.partition());
    partition.put("leader", leader);
    partition.put(
        "replicas",
        info.replicas().stream()
            .map(
                replica -> {
                  Map<String, Object> described = new LinkedHashMap<>();
                  described.put("broker", replica.id());
                  described.put("leader", replica.id() == leader);
                  described.put("in_sync", info.isr().contains(replica));
                  return described;
                })
            .toList());
    return partition;
  }

  private void partitionOf(Context ctx) {
    int partition = partition(ctx);
    answer(ctx, ofTopic(ctx, topic -> partition(infoOf(topic, partition))));
  }

  private void offsets(Context ctx) {
    int partition = partition(ctx);
    String name = ctx.pathParam("topic");
    answer(
        ctx,
        topics
            .topic(name)
            .thenCompose(topic -> topics.offsets(name, infoOf(topic, partition).partition()))
            .thenApply(
                offsets -> {
                  Map<String, Object> described = new LinkedHashMap<>();
                  described.put("beginning_offset", offsets[0]);
                  described.put("end_offset", offsets[1]);
                  return described;
                }));
  }

  private static TopicPartitionInfo infoOf(TopicDescription topic, int partition) {
    return topic.partitions().stream()
        .filter(info -> info.partition() == partition)
        .findFirst()
        .orElseThrow(
            () -> ApiException.partitionNotFound(topic.name(), Integer.toString(partition)));
  }

  /** The partition in the path. */
  static int partition(Context ctx) {
    String text = ctx.pathParam("partition");
    try {
      int partition = Integer.parseInt(text);
      if (partition >= 0) {
        return partition;
      }
    } catch (NumberFormatException e) {
      // Falls through: no number is no partition either.
    }
    throw ApiException.partitionNotFound(ctx.pathParam("topic"), text);
  }
}
