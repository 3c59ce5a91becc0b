// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ShuffleTest {
  @Property(tries = 200)
  void everyRankOccursOnce(@ForAll long key, @ForAll @IntRange(min = 1, max = 3_000) int size) {
    Shuffle shuffle = new Shuffle(key, size);
    BitSet ranks = new BitSet(size);
    for (int index = 0; index < size; index++) {
      ranks.set(shuffle.rankOf(index));
    }
    assertThat(ranks.cardinality()).isEqualTo(size);
    assertThat(ranks.length()).isEqualTo(size);
  }

  @Property(tries = 50)
  void theLargestSizeWorks(@ForAll long key, @ForAll @IntRange(min = 0) int index) {
    int size = Integer.MAX_VALUE;
    assertThat(new Shuffle(key, size).rankOf(Math.min(index, size - 1))).isBetween(0, size - 1);
  }
}
