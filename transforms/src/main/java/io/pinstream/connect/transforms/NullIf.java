// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.List;

/** Makes sentinels null, compared whole. What is no text is no sentinel either. */
final class NullIf implements Operation {
  private final boolean blank;
  private final String[] sentinels;

  /**
   * @param blank whether empty and blank text is a sentinel too
   */
  NullIf(boolean blank, List<String> sentinels) {
    this.blank = blank;
    this.sentinels = sentinels.toArray(String[]::new);
  }

  @Override
  public Object apply(Object value) {
    return value instanceof String text ? of(text) : value;
  }

  /** The text, or null for a sentinel. */
  String of(String text) {
    if (blank && isBlank(text)) {
      return null;
    }
    for (String sentinel : sentinels) {
      if (sentinel.equals(text)) {
        return null;
      }
    }
    return text;
  }

  private static boolean isBlank(String text) {
    // Nearly all text begins with a letter or a digit, and then it is not blank.
    return text.isEmpty() || ((text.charAt(0) <= ' ' || text.charAt(0) > '~') && text.isBlank());
  }
}
