// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * What is watched.
   *
   * @param numbers how many there will be
   * @param values these, by any name of theirs
   */
  record Source(int numbers, Supplier<Map<Integer, Long>> values) {}

  private static final class Count {
    private final Source source;
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> changedNanos = new HashMap<>();
    private long longestNanos;

    Count(Source source) {
      this.source = source;
    }

    void look(long now) {
      source
          .values()
          .get()
          .forEach(
              (number, value) -> {
                if (!value.equals(values.put(number, value))) {
                  longestNanos =
                      Math.max(longestNanos, now - changedNanos.getOrDefault(number, now));
                  changedNanos.put(number, now);
                }
              });
    }

    boolean isUnchangedSince(long nanos) {
      return changedNanos.size() < source.numbers()
          || changedNanos.values().stream().anyMatch(changed -> changed - nanos < 0);
    }

    Duration gap(long now) {
      return Duration.ofNanos(
          changedNanos.values().stream().map(since -> now - since).reduce(longestNanos, Math::max));
    }
  }

  private RuntimeException failure;

  private GapWatch() {}

  /** Starts to look at counts, by their names. */
  @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing through
  static GapWatch start(Map<String, Source> sources) {
    var watch = new GapWatch();
    sources.forEach((name, source) -> watch.counts.put(name, new Count(source)));
    watch.clock.scheduleWithFixedDelay(
        watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    try {
      counts.values().forEach(count -> count.look(System.nanoTime()));
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** From here on gaps are measured anew; one that has begun goes on. */
  synchronized void begin() {
    counts.values().forEach(count -> count.longestNanos = 0);
  }

  /**
   * The names of the counts of which not every number has changed since a time.
   *
   * @throws RuntimeException what a source has failed with
   */
  synchronized List<String> unchangedSince(long nanos) {
    if (failure != null) {
      throw failure;
    }
    return counts.entrySet().stream()
        .filter(count -> count.getValue().isUnchangedSince(nanos))
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
