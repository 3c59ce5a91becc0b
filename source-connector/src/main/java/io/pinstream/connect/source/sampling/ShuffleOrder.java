// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** Every row once per round of {@code size} positions, each round in an order of its own. */
final class ShuffleOrder implements SampleOrder {

  private final long seed;
  private Permutation permutation;
  private long permutedRound = -1;
  private long permutedSize = -1;

  ShuffleOrder(long seed) {
    this.seed = SplitMix64.mix(seed);
  }

  @Override
  public long ordinal(long position, long size) {
    long round = position / size;
    if (round != permutedRound || size != permutedSize) {
      permutation = new Permutation(size, SplitMix64.at(seed, round));
      permutedRound = round;
      permutedSize = size;
    }
    return permutation.apply(position % size);
  }
}
