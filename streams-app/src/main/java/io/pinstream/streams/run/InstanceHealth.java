// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pinstream.streams.live.PostLatency;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;

/**
 * What this instance does: its partitions, how far each is behind its inputs and how old what it
 * has seen is, its standbys, and how far what it restores has come.
 */
final class InstanceHealth {
  private final Supplier<Optional<KafkaStreams>> streams;
  private final Supplier<String> state;
  private final Supplier<String> address;
  private final Set<String> inputs;
  private final Set<String> joined;
  private final RestoreProgress restore;
  private final PostLatency latency;

  /**
   * The health of an instance.
   *
   * @param streams empty before they start
   * @param state such as RUNNING
   * @param address where other instances ask this one
   * @param inputs the input topics
   * @param joined the topics that the join reads: the same, or those of the rows that were cleaned
   */
  InstanceHealth(
      Supplier<Optional<KafkaStreams>> streams,
      Supplier<String> state,
      Supplier<String> address,
      Set<String> inputs,
      Set<String> joined,
      RestoreProgress restore,
      PostLatency latency) {
    this.streams = streams;
    this.state = state;
    this.address = address;
    this.inputs = inputs;
    this.joined = joined;
    this.restore = restore;
    this.latency = latency;
  }

  /** Shows the largest figures as metrics. */
  void bindTo(MeterRegistry registry) {
    Gauge.builder("pinstream.lag.records", this, health -> health.lag())
        .description("Records of the inputs that are not joined and committed yet")
        .register(registry);
    Gauge.builder("pinstream.partitions", this, InstanceHealth::joinedPartitions)
        .description("Partitions that this instance joins")
        .register(registry);
    Gauge.builder("pinstream.standbys", this, health -> health.tasks(false).count())
        .description("Partitions of which this instance keeps a copy")
        .register(registry);
    Gauge.builder("pinstream.restoring.records", restore, RestoreProgress::left)
        .description("Records that are still to be read back from changelogs")
        .register(registry);
  }

  /** The health, as the API shows it. */
  Map<String, Object> figures() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("instance", address.get());
    health.put("version", AppVersion.current());
    health.put("state", state.get());
    health.put("partitions", tasks(true).map(this::partition).toList());
    health.put("standbys", tasks(false).map(task -> task.taskId().partition()).sorted().toList());
    health.put("restoring", restore.figures());
    health.put("latency", latency.figures());
    return health;
  }

  private Map<String, Object> partition(TaskMetadata task) {
    boolean joins = joins(task);
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("partition", task.taskId().partition());
    partition.put("work", joins ? "join" : "clean");
    Map<String, Long> lags = new TreeMap<>();
    followed(task).forEach(input -> lags.put(input.topic(), lag(task, input)));
    partition.put("lag", lags);
    long newest = joins ? latency.newestRow(task.taskId().partition()) : 0;
    partition.put("newest_row", newest == 0 ? null : Instant.ofEpochMilli(newest).toString());
    return partition;
  }

  private boolean joins(TaskMetadata task) {
    return task.topicPartitions().stream().anyMatch(input -> joined.contains(input.topic()));
  }

  /** How many partitions this instance joins. */
  long joinedPartitions() {
    return tasks(true).filter(this::joins).count();
  }

  private Stream<TopicPartition> followed(TaskMetadata task) {
    return task.topicPartitions().stream()
        .filter(input -> inputs.contains(input.topic()) || joined.contains(input.topic()));
  }

  private long lag() {
    return tasks(true)
        .mapToLong(task -> followed(task).mapToLong(input -> lag(task, input)).sum())
        .sum();
  }

  /** Between what is there, as far as this instance has been told, and what is committed. */
  private static long lag(TaskMetadata task, TopicPartition input) {
    long end = task.endOffsets().getOrDefault(input, -1L);
    long committed = task.committedOffsets().getOrDefault(input, -1L);
    return Math.max(0, end - Math.max(0, committed));
  }

  private Stream<TaskMetadata> tasks(boolean active) {
    return streams.get().stream()
        .flatMap(running -> running.metadataForLocalThreads().stream())
        .flatMap(thread -> (active ? thread.activeTasks() : thread.standbyTasks()).stream())
        .sorted(Comparator.comparing(TaskMetadata::taskId));
  }
}
