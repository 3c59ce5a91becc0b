// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.Arrays;

/**
 * Some of the posts that lack a part, at hand: the part that they lack is mostly not far behind.
 * Forgets one for another at will; the store has all of them. Not thread-safe.
 */
final class IncompletePosts {
  private static final int SLOTS = 4096;
  // Two of three parts are some hundred bytes; a few large ones would take more than all others.
  private static final int MAX_BYTES = 2048;

  private final long[] keys = new long[SLOTS];
  private final PostParts[] parts = new PostParts[SLOTS];

  /** The post's parts, or null if they are not at hand. */
  PostParts get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? parts[slot] : null;
  }

  /** Takes what a post's parts are now. */
  void put(long key, PostParts now) {
    int slot = slot(key);
    if (!now.none() && !now.complete() && now.stored().length <= MAX_BYTES) {
      keys[slot] = key;
      parts[slot] = now;
    } else if (keys[slot] == key) {
      parts[slot] = null;
    }
  }

  void clear() {
    Arrays.fill(parts, null);
  }

  private static int slot(long key) {
    // Of each partition's indexes the low bits may be few: those of a product are all of them.
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> 52);
  }
}
