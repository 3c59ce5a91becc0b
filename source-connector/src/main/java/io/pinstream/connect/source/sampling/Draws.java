// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/**
 * Says which row each position draws. The answer depends on nothing but the seed and the arguments,
 * so that the position is all that has to be remembered between two runs. Not safe for use by
 * several threads.
 */
public final class Draws {

  /** So many rows in a row that are gone are no accident. */
  public static final int ATTEMPTS = 16;

  private final SamplingOrder order;
  private final PythonScript script;

  /** Another run of it: rows are drawn ahead of the times, and a script does not go back. */
  private final PythonScript clock;

  private final boolean sleeping;
  private final long seed;
  private final long seedOfFurtherAttempts;
  private Permutation permutation;
  private long permutedRound = -1;
  private long previous = -1;

  /**
   * @param order of the first attempts
   * @param seed of the emulation
   * @param sleeping whether it matters how long the original script would have slept
   */
  public Draws(SamplingOrder order, long seed, boolean sleeping) {
    this.order = order;
    this.sleeping = sleeping;
    this.seed = SplitMix64.mix(seed);
    seedOfFurtherAttempts = SplitMix64.mix(~seed);
    script = new PythonScript(seed);
    clock = new PythonScript(seed);
  }

  /**
   * The row at a position.
   *
   * @param position 0 for the first post of the emulation
   * @param attempt 0 first; where the row is not there a position draws another one, whatever the
   *     order
   * @param size how many rows there are to choose from, at least 1
   * @param dealt so many positions are one deal of a shuffle, in which no row comes twice unless
   *     there are fewer
   * @return its place among the rows sorted by index, 0 to {@code size - 1}
   * @throws InterruptedException if the thread is to stop while it works its way to the position
   */
  public long ordinal(long position, int attempt, long size, long dealt)
      throws InterruptedException {
    if (attempt > 0) {
      return SplitMix64.below(
          SplitMix64.at(seedOfFurtherAttempts, position * ATTEMPTS + attempt), size);
    }
    return switch (order) {
      case RANDOM -> SplitMix64.below(SplitMix64.at(seed, position), size);
      case SHUFFLE -> permutation(position / dealt, size).apply(position % dealt % size);
      case SEQUENTIAL -> position % size;
      case PYTHON -> script.ordinal(position, size);
    };
  }

  private Permutation permutation(long round, long size) {
    if (permutation == null || round != permutedRound || size != permutation.size()) {
      permutation = new Permutation(size, SplitMix64.at(seed, round));
      permutedRound = round;
    }
    return permutation;
  }

  /**
   * The seconds that the original script would have slept between the post that was asked for last
   * and this one, those before it included.
   */
  public long sleptSeconds(long position, long size) throws InterruptedException {
    if (!sleeping) {
      return 0;
    }
    long before = previous < 0 ? 0 : clock.sleptSeconds(previous, size);
    previous = position;
    return clock.sleptSeconds(position, size) - before;
  }
}
