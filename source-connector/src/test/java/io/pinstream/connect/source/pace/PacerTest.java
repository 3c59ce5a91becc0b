// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PacerTest {

  private static final long SECOND = 1_000_000_000L;

  private long now = 12_345;

  @ParameterizedTest
  @CsvSource({"EVEN, 1", "EVEN, 100", "POISSON, 100", "PYTHON, 0"})
  void makesNoBurstAfterAPause(ArrivalPattern pattern, double rate) {
    Pacer pacer = pacer(pattern, rate);
    pacer.untilDue(0, 0, now);
    pacer.emitted(0, now);

    now += 3_600 * SECOND;
    int burst = 0;
    for (long position = 1; pacer.untilDue(position, 1, now) <= 0; position++) {
      pacer.emitted(position, now);
      burst++;
    }

    assertThat(burst).isLessThanOrEqualTo(10);
  }

  @Test
  void makesUpForWhatIsOnlyLate() {
    Pacer pacer = pacer(ArrivalPattern.EVEN, 100);
    pacer.untilDue(0, 0, now);
    pacer.emitted(0, now);

    now += SECOND / 2;
    int burst = 0;
    for (long position = 1; pacer.untilDue(position, 1, now) <= 0; position++) {
      pacer.emitted(position, now);
      burst++;
    }

    assertThat(burst).isEqualTo(50);
  }

  @Test
  void waitsForItsTurn() {
    Pacer pacer = new Pacer(ArrivalPattern.EVEN.at(1, 1, 100, 1), now + 3 * SECOND);

    assertThat(pacer.untilDue(3, 0, now)).isEqualTo(3 * SECOND);
  }

  @Test
  void goesAsFastAsItGoes() {
    Pacer pacer = pacer(ArrivalPattern.EVEN, 0);

    for (long position = 0; position < 1_000; position++) {
      assertThat(pacer.untilDue(position, 1, now)).isLessThanOrEqualTo(0);
      pacer.emitted(position, now);
    }
  }

  @Test
  void poissonGapsAreExponential() {
    Arrival arrival = ArrivalPattern.POISSON.at(10, 10, 100, 1);
    int gaps = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < gaps; i++) {
      double gap = arrival.gapNanos(i, i + 1, 0) / 1e9;
      sum += gap;
      squares += gap * gap;
    }

    double mean = sum / gaps;
    assertThat(mean).isCloseTo(0.1, within(0.001));
    assertThat(Math.sqrt(squares / gaps - mean * mean)).isCloseTo(0.1, within(0.002));
  }

  @Test
  void pythonGapsAreWhatTheScriptSlept() {
    assertThat(ArrivalPattern.PYTHON.at(0, 0, 100, 1).gapNanos(3, 9, 7)).isEqualTo(7 * SECOND);
  }

  @Test
  void aDayHasItsTroughAtItsBeginningItsPeakInItsMiddleAndAllItsPosts() {
    // A day of 1,000 seconds, 10,000 posts.
    Arrival arrival = ArrivalPattern.DAILY.at(10, 10, 100, 1_000_000);
    int[] posts = new int[10];
    long time = 0;
    for (int position = 0; position < 10_000; position++) {
      time += position == 0 ? 0 : arrival.gapNanos(position - 1, position, 0);
      posts[(int) (time / (100 * SECOND))]++;
    }

    assertThat(arrival.gapNanos(0, 10_000, 0)).isEqualTo(1_000 * SECOND);
    assertThat(IntStream.of(posts)).allMatch(count -> count > 200 && count < 1_800);
    assertThat(posts[4]).isGreaterThan(6 * posts[0]);
    assertThat(posts[0]).isCloseTo(posts[9], within(2));
  }

  @Test
  void burstsComeAtTenTimesTheRateAndHoldIt() {
    Arrival arrival = ArrivalPattern.BURSTS.at(10, 10, 100, 1);
    long time = 0;
    int quick = 0;
    for (int position = 1; position <= 100_000; position++) {
      long gap = arrival.gapNanos(position - 1, position, 0);
      assertThat(gap).isNotNegative();
      quick += gap <= SECOND / 100 + 1 ? 1 : 0;
      time += gap;
    }

    assertThat(quick).isEqualTo(99_000);
    assertThat(time / 1e9).isCloseTo(10_000, within(10.0));
  }

  @ParameterizedTest
  @EnumSource(names = {"EVEN", "POISSON"})
  void aRampTakesHalfOfItsTimeMoreAndThenIsOver(ArrivalPattern pattern) {
    Arrival plain = pattern.at(100, 100, 100, 1);
    Arrival ramped = RampedArrival.of(plain, 100, 20_000);
    assertThat(gaps(ramped, 0, 1_000)).isCloseTo(20L * SECOND, withinPercentage(20));
    assertThat(gaps(ramped, 0, 250)).isCloseTo(10L * SECOND, withinPercentage(20));
    assertThat(gaps(ramped, 1_000, 2_000)).isEqualTo(gaps(plain, 1_000, 2_000));
  }

  @Test
  void aRampOfAnEvenRateIsOneForAnyNumberOfTasks() {
    Arrival alone = RampedArrival.of(ArrivalPattern.EVEN.at(90, 90, 100, 1), 90, 10_000);
    Arrival third = RampedArrival.of(ArrivalPattern.EVEN.at(30, 90, 100, 1), 90, 10_000);
    for (long position = 0; position < 600; position += 3) {
      assertThat(third.gapNanos(position, position + 3, 0))
          .isCloseTo(gaps(alone, position, position + 3), within(10L));
    }
  }

  @Test
  void nothingIsRampedWhereThereIsNoRampOrNoRate() {
    Arrival arrival = ArrivalPattern.EVEN.at(10, 10, 100, 1);
    assertThat(RampedArrival.of(arrival, 10, 0)).isSameAs(arrival);
    assertThat(RampedArrival.of(arrival, 0, 10_000)).isSameAs(arrival);
  }

  private static long gaps(Arrival arrival, long from, long to) {
    return LongStream.range(from, to).map(i -> arrival.gapNanos(i, i + 1, 0)).sum();
  }

  private Pacer pacer(ArrivalPattern pattern, double rate) {
    return new Pacer(pattern.at(rate, rate, 100, 86_400_000), now);
  }
}
