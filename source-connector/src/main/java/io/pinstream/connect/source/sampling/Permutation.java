// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * A keyed permutation of 0 to {@code size - 1} that takes no memory: a Feistel network over the
 * smallest power of two that holds {@code size}, walked along its cycle until it lands inside
 * (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002).
 */
final class Permutation {

  /** Four are enough for wide halves; the halves of small tables are only a few bits wide. */
  private static final int ROUNDS = 8;

  private final long size;
  private final int lowBits;
  private final long lowMask;
  private final long highMask;
  private final long[] roundKeys = new long[ROUNDS];

  Permutation(long size, long key) {
    this.size = size;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    lowBits = bits / 2;
    lowMask = (1L << lowBits) - 1;
    highMask = (1L << (bits - lowBits)) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      roundKeys[round] = SplitMix64.at(key, round);
    }
  }

  long apply(long ordinal) {
    long value = ordinal;
    do {
      value = encrypt(value);
    } while (value >= size);
    return value;
  }

  private long encrypt(long value) {
    long low = value & lowMask;
    long high = value >>> lowBits;
    for (int round = 0; round < ROUNDS; round += 2) {
      high ^= SplitMix64.mix(low + roundKeys[round]) & highMask;
      low ^= SplitMix64.mix(high + roundKeys[round + 1]) & lowMask;
    }
    return (high << lowBits) | low;
  }
}
