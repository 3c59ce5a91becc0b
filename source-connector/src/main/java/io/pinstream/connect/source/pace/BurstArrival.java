// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import io.pinstream.connect.source.sampling.SplitMix64;

/**
 * Posts in bursts: a hundred of them at ten times the rate, then nothing until the next burst,
 * which begins at a random moment of its turn.
 */
final class BurstArrival implements Arrival {

  private static final int POSTS = 100;
  private static final int FASTER = 10;
  private static final double FRACTION = 0x1.0p-53;

  private final long seed;
  private final double meanGapNanos;

  /**
   * @param postsPerSecond of all tasks together, on an average
   */
  BurstArrival(long seed, double postsPerSecond) {
    this.seed = SplitMix64.mix(~seed);
    meanGapNanos = Pacer.NANOS_PER_SECOND / postsPerSecond;
  }

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    long turns = position / POSTS - previous / POSTS;
    return Math.round(
        (double) turns * POSTS * meanGapNanos + sinceTurn(position) - sinceTurn(previous));
  }

  private double sinceTurn(long position) {
    double start = (SplitMix64.at(seed, position / POSTS) >>> 11) * FRACTION;
    double latest = POSTS * meanGapNanos * (FASTER - 1) / FASTER;
    return start * latest + position % POSTS * meanGapNanos / FASTER;
  }
}
