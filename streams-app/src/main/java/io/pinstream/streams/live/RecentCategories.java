// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Posts per category over the last five minutes. Thread-safe. */
public final class RecentCategories implements PostListener.Factory {
  /** How far back it looks. */
  public static final int MINUTES = 5;

  private static final Column CATEGORY = Table.PIN.column("category");
  private static final int SLOT_SECONDS = 5;
  private static final int SLOTS = MINUTES * 60 / SLOT_SECONDS;

  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Long, Map<String, Long>> slots = new HashMap<>();

  public RecentCategories() {
    this(System::nanoTime);
  }

  RecentCategories(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public PostListener open(int partition) {
    return (before, after, timestamp) -> {
      if (after.complete() && !after.isNull(CATEGORY)) {
        mark(after.row(Table.PIN).escapedText(CATEGORY.position()));
      }
    };
  }

  /** A post of this category appeared or changed. */
  synchronized void mark(String category) {
    long now = slot();
    Map<String, Long> current = slots.get(now);
    if (current == null) {
      forget(now);
      current = new HashMap<>();
      slots.put(now, current);
    }
    current.merge(category, 1L, Long::sum);
  }

  /** Categories in alphabetical order. */
  public synchronized Map<String, Long> counts() {
    forget(slot());
    Map<String, Long> counts = new TreeMap<>();
    slots
        .values()
        .forEach(
            slot -> slot.forEach((category, count) -> counts.merge(category, count, Long::sum)));
    return counts;
  }

  private void forget(long now) {
    slots.keySet().removeIf(slot -> slot <= now - SLOTS);
  }

  private long slot() {
    return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start) / SLOT_SECONDS;
  }
}
