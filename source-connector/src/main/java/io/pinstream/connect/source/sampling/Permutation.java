// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.stream.IntStream;

/**
 * A keyed permutation of 0 to {@code size - 1} that takes no memory: a Feistel network over the
 * smallest power of two that holds {@code size}, walked along its cycle until it lands inside
 * (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). The halves of small
 * sizes are too few bits for that: up to 16 places are shuffled outright (Fisher and Yates).
 */
final class Permutation {

  private static final int SHUFFLED = 16;
  private static final int ROUNDS = 8;

  private final long size;
  private final int lowBits;
  private final long lowMask;
  private final long highMask;
  private final long[] roundKeys = new long[ROUNDS];

  /** Null for a size that takes the network. */
  private final int[] shuffled;

  Permutation(long size, long key) {
    this.size = size;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    lowBits = bits / 2;
    lowMask = (1L << lowBits) - 1;
    highMask = (1L << (bits - lowBits)) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      roundKeys[round] = SplitMix64.at(key, round);
    }
    shuffled = size <= SHUFFLED ? shuffled((int) size, key) : null;
  }

  private static int[] shuffled(int size, long key) {
    int[] places = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = (int) SplitMix64.below(SplitMix64.at(key, ROUNDS + i), i + 1);
      int moved = places[i];
      places[i] = places[other];
      places[other] = moved;
    }
    return places;
  }

  long size() {
    return size;
  }

  long apply(long ordinal) {
    if (shuffled != null) {
      return shuffled[(int) ordinal];
    }
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
