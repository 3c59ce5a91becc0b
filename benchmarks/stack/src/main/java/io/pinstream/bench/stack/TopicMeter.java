// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Counts the records of some topics by their end offsets, and what some processes spend meanwhile.
 * In topics that are written in transactions each transaction's marker counts as a record of its
 * partition.
 */
final class TopicMeter implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration STALL = Duration.ofSeconds(60);

  private final Admin admin;
  private final List<String> topics;
  private final Map<TopicPartition, OffsetSpec> ends;
  private final Map<String, ProcessHandle> processes;

  private record Sight(long nanos, long records, Map<String, Duration> processors) {}

  /**
   * Makes the topics, as the broker makes them by itself.
   *
   * @param processes whose processor time is of interest, by the name to report them under
   */
  TopicMeter(
      String bootstrapServers, List<String> topics, int partitions, Map<String, Long> processes) {
    this(bootstrapServers, topics, partitions, Map.of(), processes);
  }

  /**
   * Makes the topics.
   *
   * @param configs of each of them, by Kafka's names
   * @param processes whose processor time is of interest, by the name to report them under
   */
  TopicMeter(
      String bootstrapServers,
      List<String> topics,
      int partitions,
      Map<String, String> configs,
      Map<String, Long> processes) {
    this.topics = topics;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.ends =
        topics.stream()
            .flatMap(
                topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    this.processes = new LinkedHashMap<>();
    processes.forEach((name, pid) -> this.processes.put(name, ProcessHandle.of(pid).orElseThrow()));
    var wanted =
        topics.stream()
            .map(
                topic ->
                    new NewTopic(topic, Optional.of(partitions), Optional.<Short>empty())
                        .configs(configs))
            .toList();
    get(() -> admin.createTopics(wanted).all().get());
  }

  /**
   * Waits for the stretch that begins when the topics hold so many records and ends when they hold
   * so many more.
   *
   * @throws StackException if nothing arrives for a minute
   */
  Stretch measure(long warmUp, long records) {
    var first = await(warmUp);
    var last = await(warmUp + records);
    var processors = new LinkedHashMap<String, Duration>();
    last.processors()
        .forEach((name, spent) -> processors.put(name, spent.minus(first.processors().get(name))));
    return new Stretch(
        last.records() - first.records(),
        Duration.ofNanos(last.nanos() - first.nanos()),
        processors,
        resident());
  }

  private Map<String, Long> resident() {
    var mebibytes = new LinkedHashMap<String, Long>();
    processes.forEach(
        (name, process) -> mebibytes.put(name, ResidentMemory.mebibytes(process.pid())));
    return mebibytes;
  }

  private Sight await(long records) {
    var before = 0L;
    var changed = System.nanoTime();
    while (true) {
      var sight = look();
      if (sight.records() >= records) {
        return sight;
      }
      if (sight.records() > before) {
        before = sight.records();
        changed = sight.nanos();
      } else if (sight.nanos() - changed > STALL.toNanos()) {
        throw new StackException(
            "%s hold %s records and get no more: %s were awaited"
                .formatted(String.join(", ", topics), before, records));
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private Sight look() {
    var records = get(this::ends).values().stream().mapToLong(end -> end.offset()).sum();
    var now = System.nanoTime();
    var processors = new LinkedHashMap<String, Duration>();
    processes.forEach(
        (name, process) ->
            processors.put(name, process.info().totalCpuDuration().orElse(Duration.ZERO)));
    return new Sight(now, records, processors);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends()
      throws ExecutionException, InterruptedException {
    var deadline = System.nanoTime() + STALL.toNanos();
    while (true) {
      try {
        return admin.listOffsets(ends).all().get();
      } catch (ExecutionException e) {
        // A broker has made a topic a moment before it answers for its partitions.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(INTERVAL.toNanos());
      }
    }
  }

  private interface Request<T> {
    T send() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Request<T> request) {
    try {
      return request.send();
    } catch (ExecutionException e) {
      throw new StackException("the broker answered: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while measuring", e);
    }
  }

  /** Deletes the topics, so that their files don't pile up. */
  @Override
  public void close() {
    try (admin) {
      get(() -> admin.deleteTopics(topics).all().get());
    }
  }
}
