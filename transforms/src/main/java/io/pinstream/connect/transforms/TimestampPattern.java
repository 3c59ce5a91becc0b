// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** A form in which timestamps come as text. A time without offset is UTC, a date its midnight. */
final class TimestampPattern {
  /** {@code 2018-06-26T02:39:25}, or a blank for the T, with or without fraction and offset. */
  static final TimestampPattern ISO =
      new TimestampPattern(
          "iso",
          new DateTimeFormatterBuilder()
              .appendValue(ChronoField.YEAR, 4)
              .appendPattern("-MM-dd'T'HH:mm:ss")
              .optionalStart()
              .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
              .optionalEnd()
              .appendPattern("[XXX]"));

  private static final int DATE_LENGTH = "2018-06-26".length();

  private final String name;
  private final DateTimeFormatter formatter;

  private TimestampPattern(String name, DateTimeFormatterBuilder form) {
    this.name = name;
    // Strict: the 30th of February is an error, not the 28th. Strict years of an era need one.
    this.formatter =
        form.parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * A pattern in the letters of {@link DateTimeFormatter}.
   *
   * @throws IllegalArgumentException saying what a pattern may hold
   */
  static TimestampPattern of(String letters) {
    TimestampPattern pattern;
    try {
      pattern =
          new TimestampPattern(letters, new DateTimeFormatterBuilder().appendPattern(letters));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a pattern as of DateTimeFormatter: " + e.getMessage(), e);
    }
    if (pattern.parse(pattern.formatter.format(Instant.EPOCH.atZone(ZoneOffset.UTC))) == null) {
      throw new IllegalArgumentException("a year, a month and a day in the pattern " + letters);
    }
    return pattern;
  }

  /**
   * The instant that a text stands for.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z, finer ones cut off; null when the text doesn't
   *     fit as a whole, or is no real date and time
   */
  Long parse(String given) {
    String text = this == ISO ? withT(given) : given;
    // Most text that doesn't fit is sorted out without an exception.
    ParsePosition position = new ParsePosition(0);
    if (formatter.parseUnresolved(text, position) == null || position.getIndex() < text.length()) {
      return null;
    }
    try {
      TemporalAccessor parsed =
          formatter.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof Instant instant) {
        return instant.toEpochMilli();
      }
      LocalDateTime dateTime =
          parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
      return dateTime.toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static String withT(String text) {
    return text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' '
        ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
        : text;
  }

  @Override
  public String toString() {
    return name;
  }
}
