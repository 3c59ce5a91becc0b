// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000})
  void randomDrawsEveryRowAsOftenAsAnyOther(int size) {
    RandomOrder order = new RandomOrder(100);
    long[] counts = new long[size];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) order.ordinal(i, size)]++;
    }

    assertThat(chiSquaredPerDegree(counts)).isBetween(0.0, 1.5);
  }

  @Test
  void shuffleLeavesNoTraceOfTheOrderBefore() {
    int size = 1_000;
    ShuffleOrder order = new ShuffleOrder(100);
    long[] counts = new long[100];
    for (int i = 0; i < DRAWS; i++) {
      long step = Math.floorMod(order.ordinal(i + 1, size) - order.ordinal(i, size), (long) size);
      counts[(int) (step / 10)]++;
    }

    assertThat(chiSquaredPerDegree(counts)).isBetween(0.0, 1.5);
  }

  private static double chiSquaredPerDegree(long[] counts) {
    double expected = (double) DRAWS / counts.length;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum / (counts.length - 1);
  }
}
