// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.post.Post;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last posts that appeared or changed since this instance started. Thread-safe. */
public final class NewestPosts implements PostListener.Factory {
  /** How many are kept at most. */
  public static final int KEPT = 50;

  // Those posts may be large. The newest one stays, whatever its size.
  private static final long KEPT_BYTES = 8 * 1024 * 1024;

  /**
   * A post that came.
   *
   * @param number counts from 1 when the instance starts
   * @param at when it came, epoch milliseconds
   * @param post as JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Arrival(long number, long at, byte[] post) {}

  private record Kept(long number, long at, Post post) {}

  private final Deque<Kept> newestFirst = new ArrayDeque<>();
  private long bytes;
  private long seen;

  @Override
  public PostListener open(int partition) {
    return (before, after, timestamp) -> {
      if (after.complete()) {
        add(after);
      }
    };
  }

  /** The posts, newest first. */
  public List<Arrival> arrivals() {
    return kept().stream()
        .map(kept -> new Arrival(kept.number, kept.at, kept.post.json()))
        .toList();
  }

  private synchronized List<Kept> kept() {
    return List.copyOf(newestFirst);
  }

  private synchronized void add(Post post) {
    newestFirst.addFirst(new Kept(++seen, System.currentTimeMillis(), post));
    bytes += post.size();
    while (newestFirst.size() > KEPT || (bytes > KEPT_BYTES && newestFirst.size() > 1)) {
      bytes -= newestFirst.removeLast().post.size();
    }
  }
}
