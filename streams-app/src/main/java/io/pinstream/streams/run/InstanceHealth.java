// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.pinstream.streams.live.PostLatency;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.TaskId;

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
  private final Lags lags;
  private final RestoreProgress restore;
  private final PostLatency latency;
  // Guarded by the monitor.
  private SortedMap<TaskId, TaskMetadata> active = new TreeMap<>();

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
      Lags lags,
      RestoreProgress restore,
      PostLatency latency) {
    this.streams = streams;
    this.state = state;
    this.address = address;
    this.inputs = inputs;
    this.joined = joined;
    this.lags = lags;
    this.restore = restore;
    this.latency = latency;
  }

  /**
   * Shows the figures as metrics.
   *
   * @return looks anew which partitions there are and how they do, to be called before each scrape
   */
  Runnable bindTo(MeterRegistry registry) {
    MultiGauge behind =
        MultiGauge.builder("pinstream.partition.lag.records")
            .description("Records of the inputs that are not joined and committed yet")
            .register(registry);
    MultiGauge ages =
        MultiGauge.builder("pinstream.newest.row.age")
            .description("How long ago the newest row that changed something was written")
            .baseUnit("seconds")
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
    return () -> {
      List<TaskMetadata> tasks = active();
      Map<TopicPartition, Long> read = lags(tasks);
      behind.register(tasks.stream().flatMap(task -> lagRow(task, read)).toList(), true);
      ages.register(tasks.stream().filter(this::joins).flatMap(this::ageRow).toList(), true);
    };
  }

  /** None while the lag in one of the inputs is not known: a sum of the others would be wrong. */
  private Stream<Row<?>> lagRow(TaskMetadata task, Map<TopicPartition, Long> read) {
    return followed(task).allMatch(read::containsKey)
        ? Stream.of(
            Row.of(
                Tags.of("partition", number(task), "work", work(task)),
                followed(task).mapToLong(read::get).sum()))
        : Stream.of();
  }

  private Stream<Row<?>> ageRow(TaskMetadata task) {
    long newest = latency.newestRow(task.taskId().partition());
    return newest == 0
        ? Stream.of()
        : Stream.of(
            Row.of(
                Tags.of("partition", number(task)), (System.currentTimeMillis() - newest) / 1e3));
  }

  private Map<TopicPartition, Long> lags(List<TaskMetadata> tasks) {
    return lags.of(tasks.stream().flatMap(this::followed).collect(Collectors.toSet()));
  }

  private static String number(TaskMetadata task) {
    return Integer.toString(task.taskId().partition());
  }

  private String work(TaskMetadata task) {
    return joins(task) ? "join" : "clean";
  }

  /** The health, as the API shows it. */
  Map<String, Object> figures() {
    List<TaskMetadata> tasks = active();
    Map<TopicPartition, Long> read = lags(tasks);
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("instance", address.get());
    health.put("version", AppVersion.current());
    health.put("state", state.get());
    health.put("partitions", tasks.stream().map(task -> partition(task, read)).toList());
    health.put("standbys", tasks(false).map(task -> task.taskId().partition()).sorted().toList());
    health.put("restoring", restore.figures());
    health.put("latency", latency.figures());
    return health;
  }

  private Map<String, Object> partition(TaskMetadata task, Map<TopicPartition, Long> read) {
    Map<String, Object> partition = new LinkedHashMap<>();
    partition.put("partition", task.taskId().partition());
    partition.put("work", work(task));
    Map<String, Long> lag = new TreeMap<>();
    followed(task).forEach(input -> lag.put(input.topic(), read.get(input)));
    partition.put("lag", lag);
    long newest = joins(task) ? latency.newestRow(task.taskId().partition()) : 0;
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

  /** While partitions move, those of before too: what is to be done for them stays. */
  private synchronized List<TaskMetadata> active() {
    boolean settled = streams.get().map(InstanceHealth::settled).orElse(false);
    SortedMap<TaskId, TaskMetadata> now = new TreeMap<>(settled ? Map.of() : active);
    tasks(true).forEach(task -> now.put(task.taskId(), task));
    active = now;
    return List.copyOf(now.values());
  }

  /**
   * Whether all threads run, of which there is at least one. The client is running, too, while a
   * thread that was replaced waits for its partitions.
   */
  static boolean settled(KafkaStreams streams) {
    Set<String> states =
        streams.metadataForLocalThreads().stream()
            .map(ThreadMetadata::threadState)
            .collect(Collectors.toSet());
    return states.equals(Set.of("RUNNING"));
  }

  private Stream<TaskMetadata> tasks(boolean active) {
    return threads()
        .flatMap(thread -> (active ? thread.activeTasks() : thread.standbyTasks()).stream());
  }

  private Stream<ThreadMetadata> threads() {
    return streams.get().stream().flatMap(running -> running.metadataForLocalThreads().stream());
  }
}
