// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * The random numbers of one item: a SplitMix64 sequence (Steele, Lea, Flood, OOPSLA 2014) that
 * starts at a hash of key and item, so that any item's numbers can be had without those before it.
 */
final class RandomNumbers {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * @param key see {@link #key}
   * @param item number of the row, the poster, or whatever is drawn for
   */
  RandomNumbers(long key, long item) {
    state = mix(key + item * GOLDEN_GAMMA);
  }

  /** A key of its own for each purpose, so that two purposes never share their numbers. */
  static long key(long seed, Purpose purpose) {
    return mix(mix(seed + GOLDEN_GAMMA) + purpose.name().hashCode() * GOLDEN_GAMMA);
  }

  /** The next 64 bits. */
  long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** The next number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** The smallest of {@code draws} numbers from 0 to {@code bound - 1}. */
  int smallestBelow(int bound, int draws) {
    int smallest = below(bound);
    for (int i = 1; i < draws; i++) {
      smallest = Math.min(smallest, below(bound));
    }
    return smallest;
  }

  /** True {@code part} times in {@code whole}. */
  boolean chance(int part, int whole) {
    return below(whole) < part;
  }

  /** One of the choices. */
  String pick(String[] choices) {
    return choices[below(choices.length)];
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** What is drawn for. The names are part of the data set: another name, other rows. */
  enum Purpose {
    KIND,
    POSTER,
    TITLE_KIND,
    DESCRIPTION_KIND,
    TAGS_KIND,
    UUID,
    TITLE,
    DESCRIPTION,
    TAGS,
    IMAGE,
    POSTED_AT,
    IDENTITY,
    POSTER_NAME,
    POSTER_WORDS,
    FOLLOWERS,
    SECOND_FOLLOWER_COUNT
  }
}
