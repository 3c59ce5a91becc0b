// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000})
  void randomDrawsEveryRowAsOftenAsAnyOther(int size) throws Exception {
    Draws draws = new Draws(SamplingOrder.RANDOM, 100, false);
    long[] counts = new long[size];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) draws.ordinal(i, 0, size, size)]++;
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
          Math.floorMod(
              draws.ordinal(i + 1, 0, size, size) - draws.ordinal(i, 0, size, size), (long) size);
      counts[(int) (step / 10)]++;
    }

    assertThat(chiSquaredPerDegree(counts)).isBetween(0.0, 1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "RANDOM, 11154",
    "RANDOM, 3000000000",
    "RANDOM, 4611686018427387903",
    "RANDOM, 9223372036854775807",
    "SHUFFLE, 11154",
    "SHUFFLE, 150001",
    "SHUFFLE, 3000000000",
    "SHUFFLE, 1000000000001",
    "SHUFFLE, 6917529027641081857"
  })
  void drawsFromEveryPartOfALargeSpanAlike(SamplingOrder order, long size) throws Exception {
    Draws draws = new Draws(order, 100, false);
    long[] first = new long[100];
    long[] steps = new long[100];
    long[] last = new long[64];
    long before = draws.ordinal(0, 0, size, size);
    for (int position = 1; position <= DRAWS; position++) {
      long ordinal = draws.ordinal(position, 0, size, size);
      first[part(ordinal, size)]++;
      steps[part(Math.floorMod(ordinal - before, size), size)]++;
      last[(int) (ordinal & 63)]++;
      before = ordinal;
    }

    assertThat(chiSquaredPerDegree(last)).as("the lowest bits").isBetween(0.0, 1.7);
    if (order == SamplingOrder.RANDOM || size > DRAWS) {
      assertThat(chiSquaredPerDegree(first)).as("the hundredths").isBetween(0.2, 1.6);
      assertThat(chiSquaredPerDegree(steps)).as("the steps").isBetween(0.2, 1.6);
    }
  }

  /** In which hundredth of a size a number lies. */
  private static int part(long number, long size) {
    return (int) Math.min(99, (long) ((double) number / size * 100));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 17, 20, 33, 64, 100, 257})
  void shuffleDealsEveryPairOfFirstRowsAlike(int size) {
    long[] counts = new long[size * size];
    int keys = 40 * size * size;
    for (int key = 0; key < keys; key++) {
      Permutation permutation = new Permutation(size, SplitMix64.at(9, key));
      counts[(int) (permutation.apply(0) * size + permutation.apply(1))]++;
    }
    double expected = (double) keys / (size * (size - 1));
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (i / size != i % size) {
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
      }
    }
    long degrees = (long) size * (size - 1) - 1;

    // Four deviations of chi squared.
    assertThat(sum / degrees).isCloseTo(1, within(4 * Math.sqrt(2.0 / degrees)));
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
