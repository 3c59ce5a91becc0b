// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
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
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int API_TIMEOUT_MS = 2000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private record Told(Map<TopicPartition, Long> lags, long at) {}

  private final StreamsConfig config;
  private final Function<Map<String, Object>, Admin> clients;
  private volatile Admin admin;
  private volatile boolean closed;
  private Set<TopicPartition> asked = Set.of();
  private long askedAt;
  private volatile Told told = new Told(Map.of(), System.nanoTime());
  private CompletableFuture<Map<TopicPartition, Long>> answer =
      CompletableFuture.completedFuture(Map.of());

  /** Makes no client yet. */
  Lags(StreamsConfig config) {
    this(config, Admin::create);
  }

  /**
   * Asks by a client of the caller's.
   *
   * @param clients makes it of its settings, and may take its time: it may have to log in
   */
  Lags(StreamsConfig config, Function<Map<String, Object>, Admin> clients) {
    this.config = config;
    this.clients = clients;
  }

  /**
   * The lag of partitions, records. Where nothing is committed it is all that is there.
   *
   * @return what the brokers tell within half a second, or told some seconds ago; without
   *     partitions of which they don't
   */
  Map<TopicPartition, Long> of(Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    try {
      return asked(partitions).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("the lag can't be told", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Told last = told;
    return System.nanoTime() - last.at() < KEPT.toNanos() ? last.lags() : Map.of();
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
      Map<String, Object> settings = new HashMap<>(config.getAdminConfigs(group + "-lags"));
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
      admin = clients.apply(settings);
      if (closed) {
        admin.close(CLOSE_TIMEOUT);
      }
    }
    CompletionStage<Map<TopicPartition, OffsetAndMetadata>> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().toCompletionStage();
    return offsets(partitions, OffsetSpec.earliest())
        .thenCombine(committed, Lags::next)
        .thenCombine(offsets(partitions, OffsetSpec.latest()), Lags::between)
        .whenComplete(
            (lags, error) -> {
              if (error == null) {
                told = new Told(lags, System.nanoTime());
              }
            })
        .toCompletableFuture();
  }

  private CompletionStage<Map<TopicPartition, Long>> offsets(
      Set<TopicPartition> partitions, OffsetSpec which) {
    ListOffsetsResult found =
        admin.listOffsets(
            partitions.stream().collect(Collectors.toMap(each -> each, any -> which)),
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
    Map<TopicPartition, Long> offsets = new ConcurrentHashMap<>();
    // One without a leader must not hide the others.
    return CompletableFuture.allOf(
            partitions.stream()
                .map(
                    partition ->
                        found
                            .partitionResult(partition)
                            .toCompletionStage()
                            .thenAccept(info -> offsets.put(partition, info.offset()))
                            .exceptionally(error -> null)
                            .toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .thenApply(any -> offsets);
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
    between.keySet().retainAll(next.keySet());
    between.replaceAll((partition, end) -> Math.max(0, end - next.get(partition)));
    return between;
  }

  /** Waits for nobody who asks: the client that he waits for may not come. */
  @Override
  public void close() {
    closed = true;
    if (admin != null) {
      admin.close(CLOSE_TIMEOUT);
    }
  }
}
