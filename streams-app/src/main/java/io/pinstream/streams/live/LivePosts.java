// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many posts this instance's partitions hold right now, and how fast they change. */
public final class LivePosts implements PostListener.Factory {
  // Of the partitions that are active here.
  private final Map<PostListener, AtomicLong> counts = new ConcurrentHashMap<>();
  private final RateWindow rate = new RateWindow(System::nanoTime);

  @Override
  public PostListener open(int partition) {
    return new PostListener() {
      private final AtomicLong count = new AtomicLong();

      @Override
      public void restored(Post before, Post after) {
        count.addAndGet((after.complete() ? 1 : 0) - (before.complete() ? 1 : 0));
      }

      @Override
      public void active() {
        counts.put(this, count);
      }

      @Override
      public void standby() {
        counts.remove(this);
      }

      @Override
      public void changed(Post before, Post after, long timestamp) {
        if (before.complete() || after.complete()) {
          restored(before, after);
          rate.mark();
        }
      }
    };
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
