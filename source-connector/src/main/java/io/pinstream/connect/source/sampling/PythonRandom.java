// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * CPython's {@code random.Random(n)} for an int seed: the Mersenne Twister MT19937 of Matsumoto and
 * Nishimura, seeded by {@code init_by_array} with the seed's 32-bit digits, read by {@code
 * getrandbits}.
 */
public final class PythonRandom {

  private static final int N = 624;
  private static final int M = 397;
  private static final int MATRIX_A = 0x9908B0DF;
  private static final int UPPER_MASK = 0x80000000;
  private static final int LOWER_MASK = 0x7FFFFFFF;

  private final int[] state = new int[N];
  private int next = N;

  /**
   * @param seed taken without its sign, as CPython takes it
   */
  public PythonRandom(long seed) {
    long magnitude = Math.abs(seed);
    int high = (int) (magnitude >>> 32);
    seedByArray(high == 0 ? new int[] {(int) magnitude} : new int[] {(int) magnitude, high});
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
      return Integer.toUnsignedLong(nextInt() >>> (32 - count));
    }
    long low = Integer.toUnsignedLong(nextInt());
    return (Integer.toUnsignedLong(nextInt() >>> (64 - count)) << 32) | low;
  }

  private void seedByInt(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private void seedByArray(int[] key) {
    seedByInt(19650218);
    int i = 1;
    for (int k = 0; k < N; k++) {
      i = stir(i, 1664525, key[k % key.length] + k % key.length);
    }
    for (int k = 1; k < N; k++) {
      i = stir(i, 1566083941, -i);
    }
    state[0] = UPPER_MASK;
  }

  /** Stirs one number of the state, and says which is next. */
  private int stir(int i, int factor, int more) {
    state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * factor)) + more;
    if (i < N - 1) {
      return i + 1;
    }
    state[0] = state[N - 1];
    return 1;
  }

  private int nextInt() {
    if (next == N) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & UPPER_MASK) | (state[(i + 1) % N] & LOWER_MASK);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX_A);
    }
  }
}
