// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, in the log and as metrics, how long it takes to read state back from its changelogs: after
 * a crash under exactly-once, on a new disk, at an instance that takes over partitions.
 */
final class RestoreProgress implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

  private final Map<TopicPartition, Long> starts = new ConcurrentHashMap<>();
  private final Timer time;
  private final Counter records;

  RestoreProgress(MeterRegistry registry) {
    time =
        Timer.builder("pinstream.restore")
            .description("Reading a store's partition back from its changelog")
            .register(registry);
    records =
        Counter.builder("pinstream.restored.records")
            .description("Records read back from changelogs")
            .register(registry);
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    starts.put(changelog, System.nanoTime());
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {
    records.increment((double) count);
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    Long start = starts.remove(changelog);
    if (start != null && total > 0) {
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      time.record(taken);
      LOG.info(
          "restored {} records of {}, partition {}, in {} ms",
          total,
          store,
          changelog.partition(),
          taken.toMillis());
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    starts.remove(changelog);
  }
}
