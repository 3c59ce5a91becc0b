// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes timestamps of text and numbers; what is a timestamp already passes. Text is read by the
 * first pattern that fits. A number is read in the unit that is named: without one it is no
 * timestamp, for nobody can tell what it counts.
 *
 * @param patterns of text; without any, text of digits is read as the number that it is
 * @param unit of numbers; may be null
 */
record ParseTimestamp(List<TimestampPattern> patterns, ChronoUnit unit)
    implements UnaryOperator<Object> {
  /** What a number may count, since 1970-01-01T00:00:00Z. */
  static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS);

  /** The word for a unit in field expressions. */
  static String word(ChronoUnit unit) {
    return "epoch-" + unit.name().toLowerCase(Locale.ROOT);
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  public Object apply(Object value) {
    if (value instanceof Date) {
      return value;
    }
    if (unit != null && (patterns.isEmpty() || !(value instanceof String))) {
      return date(Conversion.toLong(value, expected()));
    }
    if (value instanceof String text) {
      for (TimestampPattern pattern : patterns) {
        Long millis = pattern.parse(text);
        if (millis != null) {
          return new Date(millis);
        }
      }
    }
    throw new Unclean(expected());
  }

  /** Finer than milliseconds is cut off. */
  @SuppressWarnings("JavaUtilDate") // As above.
  private Date date(long number) {
    try {
      return new Date(Instant.EPOCH.plus(number, unit).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unclean("a number that is a time in " + word(unit));
    }
  }

  private String expected() {
    return Stream.concat(
            patterns.stream().map(Object::toString),
            Stream.ofNullable(unit).map(ParseTimestamp::word))
        .collect(Collectors.joining(" or ", "a real date and time like ", ""));
  }
}
