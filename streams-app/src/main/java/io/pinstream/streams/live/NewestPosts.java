// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last posts that appeared or changed since this instance started. Thread-safe. */
public final class NewestPosts implements PostListener.Factory {
  /** How many are kept. */
  public static final int KEPT = 50;

  /**
   * A post that came.
   *
   * @param number counts from 1 when the instance starts
   * @param at when it came, epoch milliseconds
   * @param post as JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Arrival(long number, long at, byte[] post) {}

  private final Deque<Arrival> newestFirst = new ArrayDeque<>();
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

  /** The posts, newest first. */
  public synchronized List<Arrival> arrivals() {
    return List.copyOf(newestFirst);
  }

  private synchronized void add(byte[] post) {
    newestFirst.addFirst(new Arrival(++seen, System.currentTimeMillis(), post));
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
    }
  }
}
