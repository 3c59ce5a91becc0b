// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import io.pinstream.connect.source.sampling.SplitMix64;

/**
 * Posts as independent users write them: exponentially distributed gaps. The streams of several
 * tasks add up to a Poisson process again.
 */
final class PoissonArrival implements Arrival {

  private static final double FRACTION = 0x1.0p-53;

  private final long seed;
  private final double meanGapNanos;

  PoissonArrival(long seed, double postsPerSecond) {
    // Not the sequence that draws the rows.
    this.seed = ~seed;
    meanGapNanos = Pacer.NANOS_PER_SECOND / postsPerSecond;
  }

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    double uniform = ((SplitMix64.at(seed, position) >>> 11) + 1) * FRACTION;
    return Math.round(-Math.log(uniform) * meanGapNanos);
  }
}
