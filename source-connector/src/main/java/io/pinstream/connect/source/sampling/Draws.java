// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** Says which row each position draws. Not safe for use by several threads. */
public final class Draws {

  /** So many rows in a row that are gone are no accident. */
  public static final int ATTEMPTS = 16;

  private final SampleOrder order;
  private final PythonScript script;
  private final boolean sleeping;
  private final long seed;
  private long previous = -1;

  /**
   * @param order of the first attempts
   * @param seed of the emulation
   * @param sleeping whether it matters how long the original script would have slept
   */
  public Draws(SamplingOrder order, long seed, boolean sleeping) {
    script = new PythonScript(seed);
    this.order = order.seededWith(seed, script);
    this.sleeping = sleeping;
    this.seed = SplitMix64.mix(~seed);
  }

  /**
   * The seconds that the original script would have slept between the post that was asked for last
   * and this one, those before it included.
   */
  public long sleptSeconds(long position, long size) throws InterruptedException {
    if (!sleeping) {
      return 0;
    }
    long before = 0;
    if (previous >= 0) {
      script.runTo(previous, size);
      before = script.sleptSeconds();
    }
    script.runTo(position, size);
    previous = position;
    return script.sleptSeconds() - before;
  }

  /**
   * The row at a position.
   *
   * @param attempt 0 first; where the row is not there a position draws another one, whatever the
   *     order
   * @param size how many rows there are to choose from
   * @return its place, 0 to {@code size - 1}
   * @throws InterruptedException if the thread is to stop
   */
  public long ordinal(long position, int attempt, long size) throws InterruptedException {
    return attempt == 0
        ? order.ordinal(position, size)
        : SplitMix64.below(SplitMix64.at(seed, position * ATTEMPTS + attempt), size);
  }
}
