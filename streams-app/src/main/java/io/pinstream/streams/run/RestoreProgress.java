// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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

  /** A restoration that is under way: when it began, and how many records of how many are read. */
  private record Restoration(long startNanos, long total, LongAdder restored) {
    long left() {
      return Math.max(0, total - restored.sum());
    }
  }

  private final Map<TopicPartition, Restoration> running = new ConcurrentHashMap<>();
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
    running.put(changelog, new Restoration(System.nanoTime(), end - start, new LongAdder()));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {
    records.increment((double) count);
    Restoration restoration = running.get(changelog);
    if (restoration != null) {
      restoration.restored.add(count);
    }
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    Restoration restoration = running.remove(changelog);
    if (restoration != null && total > 0) {
      Duration taken = Duration.ofNanos(System.nanoTime() - restoration.startNanos);
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
    running.remove(changelog);
  }

  /** Records that are still to be read, as far as is known. */
  long left() {
    return running.values().stream().mapToLong(Restoration::left).sum();
  }

  /** What is being restored: of each partition how many records of how many are read. */
  List<Map<String, Object>> figures() {
    List<Map<String, Object>> figures = new ArrayList<>();
    running.forEach(
        (changelog, restoration) -> {
          Map<String, Object> each = new LinkedHashMap<>();
          each.put("changelog", changelog.topic());
          each.put("partition", changelog.partition());
          each.put("restored", restoration.restored.sum());
          each.put("total", restoration.total);
          figures.add(each);
        });
    return figures;
  }
}
