// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import io.pinstream.connect.source.sampling.SplitMix64;

/** The patterns that the setting {@code arrival} offers. */
public enum ArrivalPattern {
  /** The same time between any two posts. */
  EVEN,
  /**
   * Posts as independent users write them: exponentially distributed gaps. The streams of several
   * tasks add up to a Poisson process again.
   */
  POISSON,
  /** A day's curve. */
  DAILY,
  /** Many at a time, then none. */
  BURSTS,
  /**
   * The original script's {@code sleep(random.randrange(0, 2))} before every post: no time or a
   * second. A task that emits only some of the posts also waits for those between them.
   */
  PYTHON;

  /**
   * The arrival of one task's posts.
   *
   * @param ofTask posts per second of this task alone; 0 for as fast as it goes. {@link #PYTHON}
   *     has a rate of its own
   * @param ofAll posts per second of all tasks
   * @param seed the emulation's seed
   * @param dayMillis how long a day is
   */
  public Arrival at(double ofTask, double ofAll, long seed, long dayMillis) {
    if (this == PYTHON) {
      return (previous, position, sleptSeconds) -> sleptSeconds * Pacer.NANOS_PER_SECOND;
    }
    if (ofTask == 0) {
      return (previous, position, sleptSeconds) -> 0;
    }
    double mean = Pacer.NANOS_PER_SECOND / ofTask;
    // Not the sequence that draws the rows.
    long ownSeed = ~seed;
    return switch (this) {
      case EVEN, PYTHON -> (previous, position, sleptSeconds) -> Math.round(mean);
      case POISSON ->
          (previous, position, sleptSeconds) ->
              Math.round(-Math.log(aboveZero(SplitMix64.at(ownSeed, position))) * mean);
      case DAILY -> new DailyArrival(ofAll * dayMillis / 1e3, dayMillis * 1e6);
      case BURSTS -> new BurstArrival(SplitMix64.mix(ownSeed), Pacer.NANOS_PER_SECOND / ofAll);
    };
  }

  /** A number of 64 bits as a fraction that has a logarithm: 0 not included, and 1 included. */
  private static double aboveZero(long bits) {
    return SplitMix64.fraction(bits) + 0x1.0p-53;
  }
}
