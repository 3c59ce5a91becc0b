// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Holds incomplete posts until the next commit, and longer while there is room: the row that they
 * lack is mostly not far behind. May hold changes that are not written yet. Not thread-safe.
 */
final class IncompletePosts {
  private static final int SLOTS = 4096;
  private static final int SLOT_BITS = 12;
  // Two of three rows are some hundred bytes; a few large ones would take more than all others.
  private static final int MAX_BYTES = 2048;

  private final Post[] posts = new Post[SLOTS];
  private final boolean[] unwritten = new boolean[SLOTS];
  private final Consumer<Post> writer;

  /** Holds nothing yet; the writer takes a post that has to be written now. */
  IncompletePosts(Consumer<Post> writer) {
    this.writer = writer;
  }

  /** The post, or null if it is not held. */
  Post get(long index) {
    Post held = posts[slot(index)];
    return held != null && held.index() == index ? held : null;
  }

  /**
   * Takes what there is of a post now, for which another may be written and forgotten. For a large
   * one there is no room, and what there was of it is forgotten.
   *
   * @param written whether the store has it already
   * @return whether it is held now
   */
  boolean put(Post now, boolean written) {
    if (now.size() > MAX_BYTES) {
      remove(now.index());
      return false;
    }
    int slot = slot(now.index());
    if (posts[slot] != null && posts[slot].index() != now.index()) {
      write(slot);
    }
    posts[slot] = now;
    unwritten[slot] = !written;
    return true;
  }

  /** Forgets a post, written or not. */
  void remove(long index) {
    int slot = slot(index);
    if (posts[slot] != null && posts[slot].index() == index) {
      posts[slot] = null;
      unwritten[slot] = false;
    }
  }

  /** Has all unwritten changes written; the posts stay. */
  void write() {
    for (int slot = 0; slot < SLOTS; slot++) {
      write(slot);
    }
  }

  private void write(int slot) {
    if (unwritten[slot]) {
      writer.accept(posts[slot]);
      unwritten[slot] = false;
    }
  }

  /** Forgets all, written or not. */
  void clear() {
    Arrays.fill(posts, null);
    Arrays.fill(unwritten, false);
  }

  private static int slot(long index) {
    // Fibonacci hashing: the high bits, because the indexes of a partition may share their low
    // ones.
    return (int) ((index * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - SLOT_BITS));
  }
}
