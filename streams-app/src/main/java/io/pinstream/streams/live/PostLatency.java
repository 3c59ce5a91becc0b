// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long after its last row was written a post is joined, and how old what each partition has
 * seen is. A reader of committed records sees the post at the next commit, {@code
 * commit.interval.ms} later at most.
 */
public final class PostLatency implements PostListener.Factory {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final Timer timer;
  private final Map<Integer, AtomicLong> newestRows = new ConcurrentHashMap<>();

  public PostLatency(MeterRegistry registry) {
    timer =
        Timer.builder("pinstream.post.latency")
            .description("From the time of a post's last row to the moment when it is joined")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  @Override
  public PostListener open(int partition) {
    AtomicLong newest = new AtomicLong();
    return new PostListener() {
      @Override
      public void active() {
        newestRows.put(partition, newest);
      }

      @Override
      public void standby() {
        newestRows.remove(partition, newest);
      }

      @Override
      public void changed(Post before, Post after, long timestamp) {
        newest.accumulateAndGet(timestamp, Math::max);
        if (after.complete()) {
          timer.record(Math.max(0, System.currentTimeMillis() - timestamp), TimeUnit.MILLISECONDS);
        }
      }
    };
  }

  /** The time of the newest row that changed something, epoch milliseconds; 0 if none has yet. */
  public long newestRow(int partition) {
    AtomicLong newest = newestRows.get(partition);
    return newest == null ? 0 : newest.get();
  }

  /**
   * The histogram since the instance started: how many posts there were, how many of them were
   * joined within each of some times, and the longest of the last minutes.
   */
  public Map<String, Object> figures() {
    HistogramSnapshot snapshot = timer.takeSnapshot();
    Map<String, Object> within = new LinkedHashMap<>();
    for (CountAtBucket bucket : snapshot.histogramCounts()) {
      within.put(
          Long.toString(Math.round(bucket.bucket(TimeUnit.MILLISECONDS))), (long) bucket.count());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("posts", snapshot.count());
    figures.put("within_ms", within);
    figures.put("longest_ms", Math.round(snapshot.max(TimeUnit.MILLISECONDS)));
    return figures;
  }
}
