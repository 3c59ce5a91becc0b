// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.List;

/**
 * Makes sentinels null, compared whole. What is no text is no sentinel either.
 *
 * @param blank whether empty and blank text is a sentinel too
 * @param sentinels the other ones
 * @param lengths a bit for each of their lengths, modulo 64
 */
record NullIf(boolean blank, List<String> sentinels, long lengths) implements Operation {
  /** Has no sentinels. */
  static final NullIf NOTHING = of(false, List.of());

  static NullIf of(boolean blank, List<String> sentinels) {
    long lengths = 0;
    for (String sentinel : sentinels) {
      lengths |= 1L << sentinel.length();
    }
    return new NullIf(blank, List.copyOf(sentinels), lengths);
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
    return value instanceof String text ? of(text) : value;
  }

  /** The text, or null for a sentinel. */
  String of(String text) {
    return mayHold(text) && isSentinel(text) ? null : text;
  }

  private boolean isSentinel(String text) {
    return sentinels.contains(text) || (blank && text.isBlank());
  }
}
