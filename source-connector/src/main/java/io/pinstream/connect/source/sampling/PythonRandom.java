// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import org.apache.commons.rng.core.source32.MersenneTwister;

/**
 * CPython's {@code random.Random(n)} for an int seed: the Mersenne Twister MT19937, seeded with the
 * seed's 32-bit digits, read by {@code getrandbits}.
 */
public final class PythonRandom {

  private final MersenneTwister twister;

  /**
   * @param seed taken without its sign, as CPython takes it
   */
  public PythonRandom(long seed) {
    long magnitude = Math.abs(seed);
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    twister = new MersenneTwister(high == 0 ? new int[] {low} : new int[] {low, high});
  }

  /** {@code randrange(bound)}: 0 to {@code bound - 1}. */
  public long below(long bound) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(bound);
    long drawn = bits(bits);
    while (Long.compareUnsigned(drawn, bound) >= 0) {
      drawn = bits(bits);
    }
    return drawn;
  }

  private long bits(int count) {
    if (count <= 32) {
      return Integer.toUnsignedLong(twister.nextInt() >>> (32 - count));
    }
    long low = Integer.toUnsignedLong(twister.nextInt());
    return (Integer.toUnsignedLong(twister.nextInt() >>> (64 - count)) << 32) | low;
  }
}
