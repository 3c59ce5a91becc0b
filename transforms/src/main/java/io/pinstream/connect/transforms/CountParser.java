// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/**
 * Reads counts as people-facing pages show them: {@code 986}, {@code 43k}, {@code 15M}, {@code
 * 1.5k}, {@code 2B}.
 */
final class CountParser {
  private static final String EXPECTED =
      "a count: digits, if need be with a decimal point, then nothing, k, M or B, and whole when"
          + " multiplied out (986, 43k, 1.5M)";

  private CountParser() {}

  /**
   * The count that a text or a number is.
   *
   * @throws Unclean when it is none
   */
  static Object count(Object value) {
    long count = value instanceof String text ? parse(text) : Conversion.toLong(value, EXPECTED);
    if (count < 0) {
      throw new Unclean(EXPECTED);
    }
    return count;
  }

  /** The same of a text: it may be no count, no whole number, or more than a long can hold. */
  static long parse(String text) {
    int end = text.length();
    int zeros = end == 0 ? 0 : 3 * (1 + "kMB".indexOf(text.charAt(end - 1)));
    if (zeros > 0) {
      end--;
    }
    long count = 0;
    int point = -1;
    for (int i = 0; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        if (digit != '.' - '0' || point >= 0 || i == 0 || i == end - 1) {
          throw new Unclean(EXPECTED);
        }
        point = i;
      } else if (point < 0 || zeros > 0) {
        count = append(count, digit);
        zeros -= point < 0 ? 0 : 1;
      } else if (digit != 0) {
        throw new Unclean(EXPECTED);
      }
    }
    if (end == 0) {
      throw new Unclean(EXPECTED);
    }
    for (; zeros > 0; zeros--) {
      count = append(count, 0);
    }
    return count;
  }

  private static long append(long count, int digit) {
    if (count > (Long.MAX_VALUE - digit) / 10) {
      throw new Unclean("a count of at most " + Long.MAX_VALUE);
    }
    return count * 10 + digit;
  }
}
