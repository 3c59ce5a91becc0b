// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

/** Draws with replacement: every row is as likely as any other at every position. */
final class RandomOrder implements SampleOrder {

  private final long seed;

  RandomOrder(long seed) {
    this.seed = SplitMix64.mix(seed);
  }

  @Override
  public long ordinal(long position, long size) {
    return SplitMix64.below(SplitMix64.at(seed, position), size);
  }
}
