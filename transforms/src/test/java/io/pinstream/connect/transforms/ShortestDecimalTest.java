// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class ShortestDecimalTest {

  @Property(tries = 10_000)
  void sixDigitsComeOutAsWritten(
      @ForAll @IntRange(min = -999_999, max = 999_999) int digits,
      @ForAll @IntRange(max = 8) int decimals) {
    BigDecimal written = BigDecimal.valueOf(digits, decimals);
    double widened = ShortestDecimal.widen(written.floatValue());

    assertThat(widened).isEqualTo(written.doubleValue());
    assertThat(new BigDecimal(Double.toString(widened))).isEqualByComparingTo(written);
  }

  @Property(tries = 10_000)
  void isTheSameFloatStill(@ForAll float value) {
    assertThat((float) ShortestDecimal.widen(value)).isEqualTo(value);
  }

  @Property(tries = 10_000)
  void hasNoMoreDigitsThanJavaWrites(@ForAll @FloatRange(min = -1e7f, max = 1e7f) float value) {
    int digits = new BigDecimal(Double.toString(ShortestDecimal.widen(value))).precision();
    assertThat(digits).isLessThanOrEqualTo(new BigDecimal(Float.toString(value)).precision());
  }

  @Example
  void coversTheEdges() {
    assertThat(ShortestDecimal.widen(-88.8298f)).isEqualTo(-88.8298);
    assertThat(ShortestDecimal.widen(8.65953f)).isEqualTo(8.65953);
    assertThat(ShortestDecimal.widen(0f)).isEqualTo(0.0);
    assertThat(ShortestDecimal.widen(-0f)).isEqualTo(-0.0);
    assertThat(ShortestDecimal.widen(Float.MAX_VALUE)).isEqualTo(3.4028235E38);
    assertThat(ShortestDecimal.widen(Float.MIN_VALUE)).isEqualTo(1.4E-45);
    assertThat(ShortestDecimal.widen(Float.NaN)).isNaN();
    assertThat(ShortestDecimal.widen(Float.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
