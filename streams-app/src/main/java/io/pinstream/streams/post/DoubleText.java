// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * The one spelling that a double has in posts: its shortest decimal, with a point, as {@link
 * Double#toString(double)} has it since Java 19, whatever Java this is.
 */
final class DoubleText {
  // So many digits are told apart by a double: none of them is lost, and there is no shorter text.
  private static final int EXACT_DIGITS = 15;
  // Ten million and more, and less than a thousandth, are spelt with an exponent.
  private static final int MOST_WHOLE_DIGITS = 7;
  private static final int MOST_ZEROS_BEHIND_POINT = 2;

  private DoubleText() {}

  /**
   * Whether a JSON number certainly is spelt so already, as most are. That costs a look at its
   * digits, where reading and writing a double costs many times as much.
   */
  static boolean isPlain(char[] text, int offset, int length) {
    int end = offset + length;
    int first = text[offset] == '-' ? offset + 1 : offset;
    int point = digitsEnd(text, first, end);
    if (point == end || text[point] != '.' || point - first > MOST_WHOLE_DIGITS) {
      return false;
    }
    int fraction = point + 1;
    if (digitsEnd(text, fraction, end) != end || end - first - 1 > EXACT_DIGITS) {
      return false;
    }
    if (text[end - 1] == '0') {
      return end - fraction == 1;
    }
    if (text[first] != '0') {
      return true;
    }
    int significant = fraction;
    while (text[significant] == '0') {
      significant++;
    }
    return significant - fraction <= MOST_ZEROS_BEHIND_POINT;
  }

  private static int digitsEnd(char[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  /** The spelling of a double that is finite. */
  static String of(double number) {
    return NumberOutput.toString(number, true);
  }
}
