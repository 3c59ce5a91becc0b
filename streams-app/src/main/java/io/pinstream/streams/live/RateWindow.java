// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Events per second over the last whole seconds. Thread-safe. */
final class RateWindow {
  private static final int SECONDS = 10;

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
    advance();
    long seconds = Math.min(current, SECONDS);
    if (seconds == 0) {
      return 0;
    }
    long sum = 0;
    for (long second = current - seconds; second < current; second++) {
      sum += counts[slot(second)];
    }
    return (double) sum / seconds;
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
