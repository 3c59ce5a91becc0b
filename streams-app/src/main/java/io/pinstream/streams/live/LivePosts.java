// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many posts this instance's partitions hold right now, and how fast they change. */
public final class LivePosts implements PostListener.Factory {
  private final Map<PostListener, AtomicLong> counts = new ConcurrentHashMap<>();
  private final RateWindow rate = new RateWindow(System::nanoTime);

  @Override
  public PostListener open(int partition) {
    AtomicLong count = new AtomicLong();
    PostListener listener =
        new PostListener() {
          @Override
          public void restored(long index, byte[] post) {
            count.incrementAndGet();
          }

          @Override
          public void changed(long index, byte[] before, byte[] after, long timestamp) {
            count.addAndGet((after == null ? 0 : 1) - (before == null ? 0 : 1));
            rate.mark();
          }

          @Override
          public void close() {
            counts.remove(this);
          }
        };
    counts.put(listener, count);
    return listener;
  }

  /** Complete posts in this instance's partitions. */
  public long count() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Posts that appeared, changed or went away per second, over the last ten seconds. */
  public double perSecond() {
    return rate.perSecond();
  }
}
