// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacerTest {

  private static final long SECOND = 1_000_000_000L;

  private long now = 12_345;

  @ParameterizedTest
  @CsvSource({"EVEN, 1", "EVEN, 100", "POISSON, 100", "PYTHON, 0"})
  void makesNoBurstAfterAPause(ArrivalPattern pattern, double rate) {
    Pacer pacer = pacer(pattern, rate);
    pacer.untilDue(0, now);
    pacer.emitted(0, now);

    now += 3_600 * SECOND;
    int burst = 0;
    for (long position = 1; pacer.untilDue(position, now) <= 0; position++) {
      pacer.emitted(position, now);
      burst++;
    }

    assertThat(burst).isLessThanOrEqualTo(10);
  }

  @Test
  void makesUpForWhatIsOnlyLate() {
    Pacer pacer = pacer(ArrivalPattern.EVEN, 100);
    pacer.untilDue(0, now);
    pacer.emitted(0, now);

    now += SECOND / 2;
    int burst = 0;
    for (long position = 1; pacer.untilDue(position, now) <= 0; position++) {
      pacer.emitted(position, now);
      burst++;
    }

    assertThat(burst).isEqualTo(50);
  }

  @Test
  void waitsForItsTurn() {
    Pacer pacer = new Pacer(ArrivalPattern.EVEN.at(1, 100, 10), now + 3 * SECOND);

    assertThat(pacer.untilDue(3, now)).isEqualTo(3 * SECOND);
  }

  @Test
  void goesAsFastAsItGoes() {
    Pacer pacer = pacer(ArrivalPattern.EVEN, 0);

    for (long position = 0; position < 1_000; position++) {
      assertThat(pacer.untilDue(position, now)).isLessThanOrEqualTo(0);
      pacer.emitted(position, now);
    }
  }

  @Test
  void poissonGapsAreExponential() {
    Arrival arrival = ArrivalPattern.POISSON.at(10, 100, 1);
    int gaps = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < gaps; i++) {
      double gap = arrival.gapNanos(i, i + 1) / 1e9;
      sum += gap;
      squares += gap * gap;
    }

    double mean = sum / gaps;
    assertThat(mean).isCloseTo(0.1, within(0.001));
    assertThat(Math.sqrt(squares / gaps - mean * mean)).isCloseTo(0.1, within(0.002));
  }

  @Test
  void pythonGapsAreThoseOfTheScriptAlsoWhenTasksShareThem() {
    Arrival alone = ArrivalPattern.PYTHON.at(0, 100, 11_001);
    long sum = 0;
    for (int position = 1; position < 15; position++) {
      sum += alone.gapNanos(position - 1, position);
    }

    assertThat(sum).isEqualTo(7 * SECOND);
    assertThat(ArrivalPattern.PYTHON.at(0, 100, 11_001).gapNanos(0, 14)).isEqualTo(7 * SECOND);
  }

  private Pacer pacer(ArrivalPattern pattern, double rate) {
    return new Pacer(pattern.at(rate, 100, 11_001), now);
  }
}
