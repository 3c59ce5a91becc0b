// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

/** The patterns that the setting {@code arrival} offers. */
public enum ArrivalPattern {
  /** The same time between any two posts. */
  EVEN,
  /** Exponentially distributed times. */
  POISSON,
  /** No time or a second, as the original script drew it. */
  PYTHON;

  /**
   * The arrival of one task's posts.
   *
   * @param postsPerSecond of this task alone; 0 for as fast as it goes. {@link #PYTHON} has a rate
   *     of its own
   * @param seed the emulation's seed
   * @param size how many rows there are to draw from
   */
  public Arrival at(double postsPerSecond, long seed, long size) {
    if (this == PYTHON) {
      return new PythonArrival(seed, size);
    }
    if (postsPerSecond == 0) {
      return (previous, position) -> 0;
    }
    return this == EVEN
        ? new EvenArrival(postsPerSecond)
        : new PoissonArrival(seed, postsPerSecond);
  }
}
