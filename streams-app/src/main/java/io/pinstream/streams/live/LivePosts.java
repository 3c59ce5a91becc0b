// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import java.util.LinkedHashMap;
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

  /**
   * The rate as the API shows it: the mean over the last ten seconds, and each of the last 120,
   * oldest first; fewer if the app has not run for so long.
   */
  public Map<String, Object> rates() {
    Map<String, Object> rates = new LinkedHashMap<>();
    rates.put("posts_per_second", rate.perSecond());
    rates.put("each_second", rate.perEachSecond());
    return rates;
  }
}
