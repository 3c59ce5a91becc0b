// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** One form in which timestamps come. */
interface TimestampFormat {
  /** What {@link #parse} returns for a value that doesn't fit. */
  long NO_MATCH = Long.MIN_VALUE;

  /**
   * Reads a value.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z, finer fractions cut off; {@link #NO_MATCH}
   *     when the value doesn't fit as a whole or is no real date and time
   */
  long parse(Object value);

  /**
   * The form of a pattern.
   *
   * @throws IllegalArgumentException saying what a pattern may hold
   */
  static TimestampFormat of(String pattern) {
    return TimestampPattern.reads(pattern)
        ? new TimestampPattern(pattern)
        : new FormatterPattern(pattern);
  }
}
