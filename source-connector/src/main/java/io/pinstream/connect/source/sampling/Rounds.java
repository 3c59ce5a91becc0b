// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.UUID;

/**
 * How a row that is drawn again becomes a new post: its index is {@code round x stride + row}, so
 * that row 7528 of round 3 is post 307528 where the stride is 100000.
 *
 * @param seed of the emulation
 * @param stride a power of ten above the largest index, twice that where there are indexes below 0;
 *     0 if a row that is drawn again is the same post
 * @param size so many draws make a round: as there were rows at the emulation's start, so that rows
 *     that come or go never lead back to an earlier one
 */
public record Rounds(long seed, long stride, long size) {

  private static final long TEN = 10;

  /** The stride for indexes between two. */
  public static long strideAbove(long smallest, long largest) {
    long reach = Math.max(largest, Math.negateExact(smallest));
    long stride = 1;
    while (stride <= reach) {
      stride = Math.multiplyExact(stride, TEN);
    }
    // Rows below 0 must not come into the round before.
    return smallest < 0 ? Math.multiplyExact(stride, 2) : stride;
  }

  /** The rows that have room: of any others a post would have the index of another one. */
  public IndexRange rows() {
    // A power of ten leaves 1.
    boolean below = stride % 3 == 2;
    return below ? new IndexRange(1 - stride / 2, stride / 2 - 1) : new IndexRange(0, stride - 1);
  }

  /** The round that a position belongs to. */
  public long round(long position) {
    return stride == 0 ? 0 : position / size;
  }

  /**
   * The index of a post.
   *
   * @throws ArithmeticException if it is beyond 63 bits
   */
  public long index(long round, long row) {
    return Math.addExact(Math.multiplyExact(round, stride), row);
  }

  /** An id for a post, shaped as a random one (version 4). */
  public String uniqueId(long round, long row) {
    long high = SplitMix64.at(SplitMix64.mix(SplitMix64.mix(seed) + round), row);
    long low = SplitMix64.mix(~high + row);
    return new UUID((high & ~0xF000L) | 0x4000L, (low >>> 2) | 0x8000000000000000L).toString();
  }
}
