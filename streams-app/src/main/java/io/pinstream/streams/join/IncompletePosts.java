// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.Arrays;

/**
 * Some of the posts that lack a part, at hand: the part that they lack is mostly not far behind.
 * Some of them are nowhere else yet. Not thread-safe.
 */
final class IncompletePosts {
  /** Takes a post that has to be written now. */
  @FunctionalInterface
  interface Writer {
    void write(long key, PostParts parts);
  }

  private static final int SLOTS = 4096;
  // Two of three parts are some hundred bytes; a few large ones would take more than all others.
  private static final int MAX_BYTES = 2048;

  private final long[] keys = new long[SLOTS];
  private final PostParts[] parts = new PostParts[SLOTS];
  private final boolean[] unwritten = new boolean[SLOTS];
  private final Writer writer;

  IncompletePosts(Writer writer) {
    this.writer = writer;
  }

  /** The post's parts, or null if they are not at hand. */
  PostParts get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? parts[slot] : null;
  }

  /**
   * Takes what a post's parts are now, if it has room; another may be written and forgotten for it.
   *
   * @param written whether the store has them
   * @return whether they are at hand now
   */
  boolean put(long key, PostParts now, boolean written) {
    if (now.stored().length > MAX_BYTES) {
      return false;
    }
    int slot = slot(key);
    if (keys[slot] != key) {
      write(slot);
    }
    keys[slot] = key;
    parts[slot] = now;
    unwritten[slot] = !written;
    return true;
  }

  /** Forgets a post, written or not. */
  void remove(long key) {
    int slot = slot(key);
    if (keys[slot] == key) {
      parts[slot] = null;
      unwritten[slot] = false;
    }
  }

  /** Has all written that are nowhere else; they stay at hand. */
  void write() {
    for (int slot = 0; slot < SLOTS; slot++) {
      write(slot);
    }
  }

  private void write(int slot) {
    if (unwritten[slot]) {
      writer.write(keys[slot], parts[slot]);
      unwritten[slot] = false;
    }
  }

  /** Forgets all, written or not. */
  void clear() {
    Arrays.fill(parts, null);
    Arrays.fill(unwritten, false);
  }

  private static int slot(long key) {
    // Of each partition's indexes the low bits may be few: those of a product are all of them.
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> 52);
  }
}
