// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * The counter-based generator of Steele, Lea and Flood ("Fast splittable pseudorandom number
 * generators", OOPSLA 2014): the n-th number is a function of seed and n.
 */
public final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix64() {}

  /** The number at {@code position} of the sequence that {@code seed} starts. */
  public static long at(long seed, long position) {
    return mix(seed + (position + 1) * GOLDEN_GAMMA);
  }

  /** A number of 64 bits scaled to 0 to {@code bound - 1}. */
  public static long below(long bits, long bound) {
    // The upper half of the 128-bit product of an unsigned 64-bit fraction and the bound.
    return Math.multiplyHigh(bits, bound) + ((bits >> 63) & bound);
  }

  /** A number of 64 bits as a fraction, 0 included and 1 not. */
  public static double fraction(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** The generator's finishing step, in which every bit depends on every other. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
