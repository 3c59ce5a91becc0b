// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Measures for how long nothing changes, looking five times a second: of several counts, each of
 * several numbers that change without each other. A gap of a count is that of its slowest number.
 */
final class GapWatch implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;

  private final Map<String, Count> counts = new LinkedHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "gap-watch");
            thread.setDaemon(true);
            return thread;
          });

  private static final class Count {
    private final Supplier<Map<Integer, Long>> source;
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> changedNanos = new HashMap<>();
    private final Set<Integer> changed = new HashSet<>();
    private long longestNanos;

    Count(Supplier<Map<Integer, Long>> source) {
      this.source = source;
    }

    void look(long now) {
      source
          .get()
          .forEach(
              (number, value) -> {
                if (!value.equals(values.put(number, value))) {
                  longestNanos =
                      Math.max(longestNanos, now - changedNanos.getOrDefault(number, now));
                  changed.add(number);
                  changedNanos.put(number, now);
                }
              });
    }

    boolean isUnchanged() {
      return changed.isEmpty() || !changed.containsAll(values.keySet());
    }

    Duration gap(long now) {
      return Duration.ofNanos(
          changedNanos.values().stream().map(since -> now - since).reduce(longestNanos, Math::max));
    }
  }

  private GapWatch() {}

  /**
   * Starts to look.
   *
   * @param sources of the counts, by name: the numbers of each by any name of theirs
   */
  @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing through
  static GapWatch start(Map<String, Supplier<Map<Integer, Long>>> sources) {
    var watch = new GapWatch();
    sources.forEach((name, source) -> watch.counts.put(name, new Count(source)));
    watch.clock.scheduleWithFixedDelay(
        watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    counts.values().forEach(count -> count.look(System.nanoTime()));
  }

  /** From here on gaps are measured anew; one that has begun goes on. */
  synchronized void begin() {
    counts.values().forEach(count -> count.longestNanos = 0);
  }

  /** From here on it is of interest what changes. */
  synchronized void mark() {
    counts.values().forEach(count -> count.changed.clear());
  }

  /** The names of the counts that have not changed since the last mark. */
  synchronized List<String> unchanged() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue().isUnchanged())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The longest gap of each count since the last beginning. */
  synchronized Map<String, Duration> gaps() {
    look();
    var gaps = new LinkedHashMap<String, Duration>();
    counts.forEach((name, count) -> gaps.put(name, count.gap(System.nanoTime())));
    return gaps;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
