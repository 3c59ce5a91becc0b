// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import io.pinstream.connect.source.sampling.SplitMix64;

/**
 * Posts in bursts: a hundred of them at ten times the rate, then nothing until the next burst,
 * which begins at a random moment of its turn.
 */
record BurstArrival(long seed, double meanGapNanos) implements Arrival {

  private static final int POSTS = 100;
  private static final int FASTER = 10;

  @Override
  public long gapNanos(long previous, long position, long sleptSeconds) {
    long turns = position / POSTS - previous / POSTS;
    return Math.round(
        (double) turns * POSTS * meanGapNanos + sinceTurn(position) - sinceTurn(previous));
  }

  private double sinceTurn(long position) {
    double start = SplitMix64.fraction(SplitMix64.at(seed, position / POSTS));
    double latest = POSTS * meanGapNanos * (FASTER - 1) / FASTER;
    return start * latest + position % POSTS * meanGapNanos / FASTER;
  }
}
