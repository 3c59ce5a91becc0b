// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * The draws of the original Python script: after {@code random.seed(seed)}, for every post one
 * {@code randrange(0, 2)} (the seconds it slept) and one {@code randint} (the row). A Mersenne
 * Twister can't jump to a position cheaply, so a draw further on is reached by drawing all before
 * it, about 20 ns each; positions asked for in rising order cost one draw each.
 */
public final class PythonScript {

  private final long seed;
  private PythonRandom random;
  private long drawnSize = -1;
  private long drawnPosition = -1;
  private long sleptSeconds;
  private long drawnOrdinal;

  /** A script that has drawn nothing yet. */
  public PythonScript(long seed) {
    this.seed = seed;
  }

  /** Makes the draws up to and with those of the post at {@code position}. */
  public void runTo(long position, long size) {
    if (size != drawnSize || position < drawnPosition) {
      random = new PythonRandom(seed);
      drawnSize = size;
      drawnPosition = -1;
    }
    while (drawnPosition < position) {
      sleptSeconds = random.below(2);
      drawnOrdinal = random.below(size);
      drawnPosition++;
    }
  }

  /** The seconds slept before the post that was run to: 0 or 1. */
  public long sleptSeconds() {
    return sleptSeconds;
  }

  /** The row of the post that was run to, 0 to {@code size - 1}. */
  public long ordinal() {
    return drawnOrdinal;
  }
}
