// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes sentinels null: text that is one as a whole, numbers that are equal to one.
 *
 * @param blank whether empty and blank text is a sentinel too
 * @param texts the other ones that are text
 * @param numbers those that are numbers
 * @param lengths a bit for each length of a text, modulo 64
 */
record NullIf(boolean blank, List<String> texts, List<BigDecimal> numbers, long lengths)
    implements UnaryOperator<Object> {
  /** Has no sentinels. */
  static final NullIf NOTHING = of(false, List.of(), List.of());

  static NullIf of(boolean blank, List<String> texts, List<BigDecimal> numbers) {
    long lengths = 0;
    for (String text : texts) {
      lengths |= 1L << text.length();
    }
    return new NullIf(blank, List.copyOf(texts), List.copyOf(numbers), lengths);
  }

  /**
   * Whether a text may be a sentinel. Nearly all text is not as long as one (modulo 64), and begins
   * with a letter or a digit, which no blank text does.
   */
  boolean mayHold(String text) {
    return (lengths >>> text.length() & 1) != 0
        || (blank && (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(0) > '~'));
  }

  @Override
  public Object apply(Object value) {
    if (value instanceof String text) {
      return mayHold(text) && (texts.contains(text) || (blank && text.isBlank())) ? null : text;
    }
    return !numbers.isEmpty() && value instanceof Number number && holds(number) ? null : value;
  }

  private boolean holds(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      // A float is what its shortest decimal says: -999.9f is the sentinel -999.9.
      return Double.isFinite(value) && holds(new BigDecimal(number.toString()));
    }
    return holds(
        number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue()));
  }

  private boolean holds(BigDecimal number) {
    for (BigDecimal sentinel : numbers) {
      if (sentinel.compareTo(number) == 0) {
        return true;
      }
    }
    return false;
  }
}
