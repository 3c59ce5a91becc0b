// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.sampling;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of row indexes, both ends included, {@code low} not above {@code high}. */
public record IndexRange(long low, long high) {

  /** Every index there can be. */
  public static final IndexRange ALL = new IndexRange(Long.MIN_VALUE, Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("(-?\\d+)\\s*\\.\\.\\s*(-?\\d+)");

  public IndexRange {
    if (low > high) {
      throw new IllegalArgumentException(
          "the range " + low + ".." + high + " is empty: write the smaller index first");
    }
  }

  /**
   * Reads {@code LOW..HIGH}; an empty text is {@link #ALL}.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static IndexRange parse(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return ALL;
    }
    Matcher matcher = FORM.matcher(trimmed);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range: write LOW..HIGH, both ends included, such as 0..11000");
    }
    try {
      return new IndexRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' holds a number that is too large", e);
    }
  }

  /** What this range and another one have in common; null if nothing, or if there is no other. */
  public IndexRange common(IndexRange other) {
    if (other == null || Math.max(low, other.low) > Math.min(high, other.high)) {
      return null;
    }
    return new IndexRange(Math.max(low, other.low), Math.min(high, other.high));
  }

  public boolean isAll() {
    return equals(ALL);
  }

  @Override
  public String toString() {
    return isAll() ? "all" : low + ".." + high;
  }
}
