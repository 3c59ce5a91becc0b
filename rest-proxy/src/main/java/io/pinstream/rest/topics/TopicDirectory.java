// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The cluster's topics that callers may see, and its brokers. Futures fail with what the brokers
 * say; they complete on the executor or on the calling thread, never on Kafka's.
 */
public final class TopicDirectory {
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int SHORT_TIMEOUT_MS = 2000;

  /**
   * What the brokers said of a topic.
   *
   * @param nanos when
   */
  private record Known(TopicDescription description, long nanos) {}

  private final Admin admin;
  private final Pattern visible;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<TopicDescription>> asked = new ConcurrentHashMap<>();

  /**
   * @param visible which topics callers may see
   */
  public TopicDirectory(Admin admin, Pattern visible, Executor executor) {
    this(admin, visible, executor, System::nanoTime);
  }

  TopicDirectory(Admin admin, Pattern visible, Executor executor, LongSupplier nanoTime) {
    this.admin = admin;
    this.visible = visible;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /**
   * A topic, as the brokers described it in the last half minute. Brokers that don't answer within
   * two seconds don't change what is known: whether they take a record, the producer finds out.
   *
   * @return fails with {@link UnknownTopicException} if there is none, or none for callers
   */
  public CompletableFuture<TopicDescription> topic(String name) {
    if (!visible.matcher(name).matches()) {
      return CompletableFuture.failedFuture(new UnknownTopicException(name));
    }
    Known last = known.get(name);
    if (last == null) {
      return ask(name, new DescribeTopicsOptions());
    }
    if (nanoTime.getAsLong() - last.nanos() <= FRESH_NANOS) {
      return CompletableFuture.completedFuture(last.description());
    }
    return ask(name, new DescribeTopicsOptions().timeoutMs(SHORT_TIMEOUT_MS))
        .exceptionally(
            failure -> {
              if (failure instanceof UnknownTopicException gone) {
                throw gone;
              }
              return last.description();
            });
  }

  /** Callers who ask for the same topic at the same time share one question to the brokers. */
  @SuppressWarnings("FutureReturnValueIgnored") // The answer has what it completes with.
  private CompletableFuture<TopicDescription> ask(String name, DescribeTopicsOptions options) {
    CompletableFuture<TopicDescription> answer = new CompletableFuture<>();
    CompletableFuture<TopicDescription> earlier = asked.putIfAbsent(name, answer);
    if (earlier != null) {
      return earlier;
    }
    complete(name, admin.describeTopics(List.of(name), options).topicNameValues().get(name))
        .whenComplete(
            (description, failure) -> {
              if (failure == null) {
                known.put(name, new Known(description, nanoTime.getAsLong()));
              } else if (failure.getCause() instanceof UnknownTopicException) {
                known.remove(name);
              }
              asked.remove(name);
              if (failure == null) {
                answer.complete(description);
              } else {
                answer.completeExceptionally(failure.getCause());
              }
            });
    return answer;
  }

  /** The names of the topics that callers may see, sorted. */
  public CompletableFuture<List<String>> names() {
    return complete(admin.listTopics().names())
        .thenApply(names -> names.stream().filter(visible.asMatchPredicate()).sorted().toList());
  }

  /** A topic's settings, sorted by name; those that hold secrets are null. */
  public CompletableFuture<Map<String, String>> settings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return complete(topic, admin.describeConfigs(List.of(resource)).values().get(resource))
        .thenApply(
            config -> {
              Map<String, String> settings = new TreeMap<>();
              for (ConfigEntry entry : config.entries()) {
                settings.put(entry.name(), entry.isSensitive() ? null : entry.value());
              }
              return settings;
            });
  }

  /** The first offset of a partition and the one after its last. */
  public CompletableFuture<long[]> offsets(String topic, int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    CompletableFuture<Long> first = offset(asked, OffsetSpec.earliest());
    return offset(asked, OffsetSpec.latest())
        .thenCombine(first, (end, beginning) -> new long[] {beginning, end});
  }

  private CompletableFuture<Long> offset(TopicPartition partition, OffsetSpec which) {
    return complete(admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
        .thenApply(result -> result.offset());
  }

  /** The brokers that answer. */
  public CompletableFuture<Collection<Node>> brokers() {
    return complete(
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(SHORT_TIMEOUT_MS)).nodes());
  }

  /** What the brokers say of a topic that is not there is told as such. */
  private <T> CompletableFuture<T> complete(String topic, KafkaFuture<T> future) {
    return complete(future)
        .exceptionally(
            failure -> {
              throw UnknownTopicException.isMeantBy(failure)
                  ? new UnknownTopicException(topic)
                  : UnknownTopicException.unwrapped(failure);
            });
  }

  private <T> CompletableFuture<T> complete(KafkaFuture<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .handleAsync(
            (value, failure) -> {
              if (failure != null) {
                throw UnknownTopicException.unwrapped(failure);
              }
              return value;
            },
            executor);
  }
}
