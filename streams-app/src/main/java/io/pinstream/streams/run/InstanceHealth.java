// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pinstream.streams.live.PostLatency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * What this instance does: its partitions, how far each is behind its inputs and how old what it
 * has seen is, its standbys, and how far what it restores has come.
 */
final class InstanceHealth {
  private final Supplier<Optional<KafkaStreams>> streams;
  private final Supplier<String> address;
  private final Set<String> inputs;
  private final RestoreProgress restore;
  private final PostLatency latency;

  /**
   * The health of an instance.
   *
   * @param streams empty before they start
   * @param address where other instances ask this one
   * @param inputs the input topics
   */
  InstanceHealth(
      Supplier<Optional<KafkaStreams>> streams,
      Supplier<String> address,
      Set<String> inputs,
      RestoreProgress restore,
      PostLatency latency) {
    this.streams = streams;
    this.address = address;
    this.inputs = inputs;
    this.restore = restore;
    this.latency = latency;
  }

  /** Shows the largest figures as metrics. */
  void bindTo(MeterRegistry registry) {
    Gauge.builder("pinstream.lag.records", this, health -> health.lag())
        .description("Records of the inputs that are not joined and committed yet")
        .register(registry);
    Gauge.builder("pinstream.partitions", this, health -> health.tasks(true).size())
        .description("Partitions that this instance joins")
        .register(registry);
    Gauge.builder("pinstream.standbys", this, health -> health.tasks(false).size())
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
    health.put("state", streams.get().map(each -> each.state().name()).orElse("WAITING"));
    List<Map<String, Object>> partitions = new ArrayList<>();
    tasks(true).forEach((partition, task) -> partitions.add(partition(partition, task)));
    health.put("partitions", partitions);
    health.put("standbys", new TreeSet<>(tasks(false).keySet()));
    health.put("restoring", restore.figures());
    health.put("latency", latency.figures());
    return health;
  }

  private Map<String, Object> partition(int number, TaskMetadata task) {
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("partition", number);
    Map<String, Long> lags = new TreeMap<>();
    for (TopicPartition input : task.topicPartitions()) {
      if (inputs.contains(input.topic())) {
        lags.put(input.topic(), lag(task, input));
      }
    }
    partition.put("lag", lags);
    long newest = latency.newestRow(number);
    partition.put("newest_row", newest == 0 ? null : Instant.ofEpochMilli(newest).toString());
    return partition;
  }

  private long lag() {
    return tasks(true).values().stream()
        .mapToLong(
            task ->
                task.topicPartitions().stream()
                    .filter(input -> inputs.contains(input.topic()))
                    .mapToLong(input -> lag(task, input))
                    .sum())
        .sum();
  }

  /** Between what is there, as far as this instance has been told, and what is committed. */
  private static long lag(TaskMetadata task, TopicPartition input) {
    long end = task.endOffsets().getOrDefault(input, -1L);
    long committed = task.committedOffsets().getOrDefault(input, -1L);
    return Math.max(0, end - Math.max(0, committed));
  }

  private Map<Integer, TaskMetadata> tasks(boolean active) {
    Map<Integer, TaskMetadata> tasks = new TreeMap<>();
    streams
        .get()
        .ifPresent(
            running -> {
              for (ThreadMetadata thread : running.metadataForLocalThreads()) {
                for (TaskMetadata task : active ? thread.activeTasks() : thread.standbyTasks()) {
                  tasks.put(task.taskId().partition(), task);
                }
              }
            });
    return tasks;
  }
}
