// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/** The patterns that the setting {@code arrival} offers. */
public enum ArrivalPattern {
  /** The same time between any two posts. */
  EVEN,
  /** Exponentially distributed times. */
  POISSON,
  /** A day's curve. */
  DAILY,
  /** Many at a time, then none. */
  BURSTS,
  /** No time or a second, as the original script drew it. */
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
      return new PythonArrival();
    }
    if (ofTask == 0) {
      return (previous, position, sleptSeconds) -> 0;
    }
    return switch (this) {
      case EVEN, PYTHON -> new EvenArrival(ofTask);
      case POISSON -> new PoissonArrival(seed, ofTask);
      case DAILY -> new DailyArrival(ofAll, dayMillis);
      case BURSTS -> new BurstArrival(seed, ofAll);
    };
  }
}
