// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Events in each of the last whole seconds. Thread-safe. */
final class RateWindow {
  /** How far back it looks. */
  static final int SECONDS = 120;

  private static final int MEAN_OVER_SECONDS = 10;

  private final LongSupplier nanoTime;
  private final long start;
  // One more than the window: the second that is under way does not count yet.
  private final long[] counts = new long[SECONDS + 1];
  private long current;

  RateWindow(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  synchronized void mark() {
    advance();
    counts[slot(current)]++;
  }

  /** The mean over the last ten seconds, or over fewer if there were fewer. */
  synchronized double perSecond() {
    List<Long> seconds = seconds(MEAN_OVER_SECONDS);
    return seconds.stream().mapToLong(Long::longValue).average().orElse(0);
  }

  /** How many there were in each of the last seconds, oldest first; fewer if there were fewer. */
  synchronized List<Long> perEachSecond() {
    return seconds(SECONDS);
  }

  private List<Long> seconds(int most) {
    advance();
    List<Long> seconds = new ArrayList<>();
    for (long second = current - Math.min(current, most); second < current; second++) {
      seconds.add(counts[slot(second)]);
    }
    return seconds;
  }

  private void advance() {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start);
    for (long second = Math.max(current + 1, now - SECONDS); second <= now; second++) {
      counts[slot(second)] = 0;
    }
    current = now;
  }

  private static int slot(long second) {
    return (int) (second % (SECONDS + 1));
  }
}
