// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * A permutation of 0 to {@code size - 1} that is computed and never stored: a four-round Feistel
 * network with cycle walking (Black and Rogaway, CT-RSA 2002).
 *
 * <p>Giving a property to the rows whose rank is below a quota gives it to exactly that many rows.
 */
final class Shuffle {
  private static final int ROUNDS = 4;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] roundKeys = new long[ROUNDS];

  Shuffle(long key, int size) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size - 1L, 1L));
    halfBits = (bits + 1) / 2;
    halfMask = (1L << halfBits) - 1;
    RandomNumbers draws = new RandomNumbers(key, 0);
    for (int i = 0; i < ROUNDS; i++) {
      roundKeys[i] = draws.next();
    }
  }

  /** Where {@code index} stands in the shuffled order. */
  int rankOf(int index) {
    long rank = index;
    do {
      long left = rank >>> halfBits;
      long right = rank & halfMask;
      for (long roundKey : roundKeys) {
        long mixed = left ^ (RandomNumbers.mix(right + roundKey) & halfMask);
        left = right;
        right = mixed;
      }
      rank = (left << halfBits) | right;
    } while (rank >= size);
    return (int) rank;
  }
}
