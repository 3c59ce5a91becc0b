// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job is given. */
final class FlinkSettings {
  /** Exactly-once, and a larger batch than Kafka's 16 KB, as the source's producer has. */
  static final Map<String, String> PRODUCER =
      Map.of("transaction.timeout.ms", "60000", "linger.ms", "100", "batch.size", "262144");

  private static final int PARALLELISM = Runtime.getRuntime().availableProcessors();
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(512);

  private FlinkSettings() {}

  /**
   * A cluster in this process, and a checkpoint a second.
   *
   * @param backend where the state is: {@code rocksdb} or {@code hashmap}
   * @param state a folder for checkpoints
   */
  static StreamExecutionEnvironment environment(String backend, Path state) {
    var settings = new Configuration();
    settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    settings.set(StateBackendOptions.STATE_BACKEND, backend);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_MEMORY);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.toUri().toString());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
