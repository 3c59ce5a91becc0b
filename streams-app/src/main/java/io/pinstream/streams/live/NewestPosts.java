// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last posts that appeared or changed since this instance started. Thread-safe. */
public final class NewestPosts implements PostListener.Factory {
  /** How many are kept. */
  public static final int KEPT = 50;

  private final Deque<byte[]> newestFirst = new ArrayDeque<>();
  private long seen;

  @Override
  public PostListener open(int partition) {
    return new PostListener() {
      @Override
      public void restored(long index, byte[] post) {
        // The store does not say which of its posts are new.
      }

      @Override
      public void changed(long index, byte[] before, byte[] after, long timestamp) {
        if (after != null) {
          add(after);
        }
      }

      @Override
      public void close() {
        // What was seen stays seen.
      }
    };
  }

  /** How many there have been. */
  public synchronized long seen() {
    return seen;
  }

  /**
   * The newest posts as JSON, newest first.
   *
   * @param since only what came after so many had been {@link #seen()}
   */
  public synchronized List<byte[]> since(long since) {
    List<byte[]> posts = new ArrayList<>(newestFirst);
    return posts.subList(0, (int) Math.min(posts.size(), seen - since));
  }

  private synchronized void add(byte[] post) {
    newestFirst.addFirst(post);
    seen++;
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
    }
  }
}
