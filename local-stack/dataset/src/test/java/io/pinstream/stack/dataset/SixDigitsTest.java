// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SixDigitsTest {
  @Property
  void roundsToSixDigitsAndNamesThemAgain(
      @ForAll @IntRange(min = -180_000_000, max = 180_000_000) int micros) {
    BigDecimal expected =
        BigDecimal.valueOf(micros, 6).round(new MathContext(6, RoundingMode.HALF_UP));
    float value = SixDigits.ofMicros(micros);
    assertThat(value).isEqualTo(expected.floatValue());
    String text = text(value);
    assertThat(new BigDecimal(text)).isEqualByComparingTo(expected);
    assertThat(Float.parseFloat(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "-88829800, -88.8298",
    "8659530, 8.65953",
    "-375174, -0.375174",
    "-173293400, -173.293",
    "180000000, 180",
    "-99999960, -100",
    "1, 0.000001",
    "0, 0"
  })
  void writesDegreesAsTheyAreWritten(int micros, String expected) {
    assertThat(text(SixDigits.ofMicros(micros))).isEqualTo(expected);
  }

  private static String text(float value) {
    StringBuilder text = new StringBuilder();
    SixDigits.append(text, value);
    return text.toString();
  }
}
