// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * The draws of the original Python script: after {@code random.seed(seed)}, for every post one
 * {@code randrange(0, 2)} (the seconds it slept) and one {@code randint} (the row). A Mersenne
 * Twister can't jump to a position cheaply, so a draw further on is reached by drawing all before
 * it, about 20 ns each; positions asked for in rising order cost one draw each. A thread that is
 * interrupted gives up.
 */
final class PythonScript {

  private static final long DRAWS_BETWEEN_LOOKS = 1 << 16;

  private final long seed;
  private PythonRandom random;
  private long drawnSize = -1;
  private long drawnPosition = -1;
  private long sleptSeconds;
  private long drawnOrdinal;

  /** A script that has drawn nothing yet. */
  PythonScript(long seed) {
    this.seed = seed;
  }

  /** Makes the draws up to and with those of the post at {@code position}. */
  private void runTo(long position, long size) throws InterruptedException {
    if (size != drawnSize || position < drawnPosition) {
      random = new PythonRandom(seed);
      drawnSize = size;
      drawnPosition = -1;
      sleptSeconds = 0;
    }
    while (drawnPosition < position) {
      sleptSeconds += random.below(2);
      drawnOrdinal = random.below(size);
      drawnPosition++;
      if (drawnPosition % DRAWS_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
        throw new InterruptedException("stopped on the way to position " + position);
      }
    }
  }

  /** All seconds slept up to the post at a position. */
  long sleptSeconds(long position, long size) throws InterruptedException {
    runTo(position, size);
    return sleptSeconds;
  }

  /** The row of the post at a position, 0 to {@code size - 1}. */
  long ordinal(long position, long size) throws InterruptedException {
    runTo(position, size);
    return drawnOrdinal;
  }
}
