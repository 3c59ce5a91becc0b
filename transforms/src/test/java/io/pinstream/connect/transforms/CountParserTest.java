// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CountParserTest {

  /** The same language, told the slow way; null where there is no such count. */
  private static Long oracle(String text) {
    if (!text.matches("[0-9]+(\\.[0-9]+)?[kMB]?")) {
      return null;
    }
    BigDecimal count = new BigDecimal(text.replaceAll("[kMB]", ""));
    if (text.endsWith("k")) {
      count = count.scaleByPowerOfTen(3);
    } else if (text.endsWith("M")) {
      count = count.scaleByPowerOfTen(6);
    } else if (text.endsWith("B")) {
      count = count.scaleByPowerOfTen(9);
    }
    try {
      return count.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static Long parsed(String text) {
    try {
      return CountParser.parse(text);
    } catch (Unclean e) {
      return null;
    }
  }

  @Provide
  Arbitrary<String> countLike() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(21);
    Arbitrary<String> fraction =
        Arbitraries.strings().withChars("0123456789.").ofMaxLength(12).injectNull(0.5);
    Arbitrary<String> unit = Arbitraries.of("", "k", "M", "B", "K", "kk", "m", " ");
    return Combinators.combine(digits, fraction, unit)
        .as((whole, part, suffix) -> whole + (part == null ? "" : "." + part) + suffix);
  }

  @Property(tries = 5000)
  void agreesWithBigDecimal(@ForAll("countLike") String text) {
    assertThat(parsed(text)).isEqualTo(oracle(text));
  }

  @Property
  void agreesWithBigDecimalOnAnyText(@ForAll String text) {
    assertThat(parsed(text)).isEqualTo(oracle(text));
  }

  @Example
  void readsUpToTheLargestLong() {
    assertThat(CountParser.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(CountParser.parse("9223372036.854775807B")).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> CountParser.parse("9223372036854775808"))
        .isInstanceOf(Unclean.class)
        .hasMessage("a count of at most 9223372036854775807");
  }
}
