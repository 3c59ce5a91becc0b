// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records of the inputs the app has not committed: where they end less what is committed,
 * as the brokers say, so that it is known also while a thread hangs and while partitions move. They
 * are asked when somebody looks, every three seconds at most. Thread-safe.
 */
final class Lags implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lags.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final StreamsConfig config;
  private Admin admin;
  private boolean closed;
  private Set<TopicPartition> asked = Set.of();
  private long askedAt;
  private CompletableFuture<Map<TopicPartition, Long>> answer =
      CompletableFuture.completedFuture(Map.of());

  /** Makes no client yet. */
  Lags(StreamsConfig config) {
    this.config = config;
  }

  /**
   * The lag of partitions, records. Where nothing is committed it is all that is there.
   *
   * @return without those of which the brokers have not told within half a second
   */
  Map<TopicPartition, Long> of(Set<TopicPartition> partitions) {
    try {
      return asked(partitions).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("the lag can't be told", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private synchronized CompletableFuture<Map<TopicPartition, Long>> asked(
      Set<TopicPartition> partitions) {
    boolean old = answer.isDone() && System.nanoTime() - askedAt > INTERVAL.toNanos();
    if (!closed && (old || !asked.containsAll(partitions))) {
      asked = Set.copyOf(partitions);
      askedAt = System.nanoTime();
      answer = ask(asked);
    }
    return answer;
  }

  private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    String group = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    if (admin == null) {
      admin = Admin.create(config.getAdminConfigs(group + "-lags"));
    }
    CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().toCompletionStage();
    return offsets(partitions, OffsetSpec.earliest())
        .thenCombine(committed, Lags::next)
        .thenCombine(offsets(partitions, OffsetSpec.latest()), Lags::between)
        .toCompletableFuture();
  }

  private CompletionStage<Map<TopicPartition, Long>> offsets(
      Set<TopicPartition> partitions, OffsetSpec which) {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(each -> each, any -> which)),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .toCompletionStage()
        .thenApply(
            found ->
                found.entrySet().stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset())));
  }

  private static Map<TopicPartition, Long> next(
      Map<TopicPartition, Long> begins, Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Long> next = new HashMap<>(begins);
    next.replaceAll(
        (partition, begin) ->
            committed.get(partition) == null
                ? begin
                : Math.max(begin, committed.get(partition).offset()));
    return next;
  }

  private static Map<TopicPartition, Long> between(
      Map<TopicPartition, Long> next, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> between = new HashMap<>(ends);
    between.replaceAll((partition, end) -> Math.max(0, end - next.get(partition)));
    return between;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(CLOSE_TIMEOUT);
    }
  }
}
