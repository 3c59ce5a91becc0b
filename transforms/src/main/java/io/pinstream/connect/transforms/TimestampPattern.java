// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A form in which timestamps come as text. What has no offset is UTC, a date is its midnight. */
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

  private static final List<ChronoField> TIME_FIELDS =
      Arrays.stream(ChronoField.values()).filter(ChronoField::isTimeBased).toList();
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
    String epoch;
    try {
      pattern =
          new TimestampPattern(letters, new DateTimeFormatterBuilder().appendPattern(letters));
      // Fails too, where a padding (p) is narrower than what it pads.
      epoch = pattern.formatter.format(Instant.EPOCH.atZone(ZoneOffset.UTC));
    } catch (RuntimeException e) {
      // Not only as the builder's documentation says: eleven Y are an index out of bounds, and
      // 'pey' is a ClassCastException.
      throw new IllegalArgumentException("a pattern as of DateTimeFormatter: " + e.getMessage(), e);
    }
    if (pattern.parse(epoch) == null) {
      throw new IllegalArgumentException(
          "a year, a month and a day, and no time of day or one with its hour (HH, or hh and a), in"
              + " the pattern "
              + letters);
    }
    return pattern;
  }

  /**
   * The instant that a text stands for.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z, finer ones cut off; null when the text doesn't
   *     fit as a whole, is no real date and time, or one that its zone's clocks skip or show twice
   */
  Long parse(String given) {
    String text = this == ISO ? withT(given) : given;
    // Most text that doesn't fit is sorted out without an exception.
    ParsePosition position = new ParsePosition(0);
    try {
      if (formatter.parseUnresolved(text, position) == null
          || position.getIndex() < text.length()) {
        return null;
      }
      return instant(formatter.parse(text)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
      // Java reads beyond the end of a text that ends with an offset's first half (letters OOOO).
      return null;
    }
  }

  private static Instant instant(TemporalAccessor parsed) {
    ZoneId zone = Objects.requireNonNullElse(parsed.query(TemporalQueries.zone()), ZoneOffset.UTC);
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)
        && (zone instanceof ZoneOffset || parsed.isSupported(ChronoField.OFFSET_SECONDS))) {
      return Instant.from(parsed);
    }
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    if (time == null && TIME_FIELDS.stream().anyMatch(parsed::isSupported)) {
      // An hour of which half of the day, minutes of which hour: midnight would be a guess.
      throw new DateTimeException("A part of a time of day alone tells no time");
    }
    LocalDateTime local = date.atTime(Objects.requireNonNullElse(time, LocalTime.MIDNIGHT));
    if (zone.getRules().getValidOffsets(local).size() != 1) {
      throw new DateTimeException("Clocks that are changed skip this time, or show it twice");
    }
    return local.atZone(zone).toInstant();
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
