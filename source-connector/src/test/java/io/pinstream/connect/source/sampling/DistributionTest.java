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
  void randomDrawsEveryRowAsOftenAsAnyOther(int size) throws Exception {
    Draws draws = new Draws(SamplingOrder.RANDOM, 100, false);
    long[] counts = new long[size];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) draws.ordinal(i, 0, size)]++;
    }

    assertThat(chiSquaredPerDegree(counts)).isBetween(0.0, 1.5);
  }

  @Test
  void shuffleLeavesNoTraceOfTheOrderBefore() throws Exception {
    int size = 1_000;
    Draws draws = new Draws(SamplingOrder.SHUFFLE, 100, false);
    long[] counts = new long[100];
    for (int i = 0; i < DRAWS; i++) {
      long step =
          Math.floorMod(draws.ordinal(i + 1, 0, size) - draws.ordinal(i, 0, size), (long) size);
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
