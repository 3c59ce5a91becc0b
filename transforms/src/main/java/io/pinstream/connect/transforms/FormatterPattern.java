// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

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

/**
 * A timestamp pattern that only {@link DateTimeFormatter} can read: with names of months, single
 * digits, zones. Slower than {@link TimestampPattern}, above all on text that doesn't fit.
 */
final class FormatterPattern implements TimestampFormat {
  private final String pattern;
  private final DateTimeFormatter formatter;

  FormatterPattern(String pattern) {
    this.pattern = pattern;
    try {
      // Strict: the 30th of February is an error, not the 28th. Strict years need an era.
      this.formatter =
          new DateTimeFormatterBuilder()
              .appendPattern(pattern)
              .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a pattern as of DateTimeFormatter: " + e.getMessage(), e);
    }
    if (parse(formatter.format(Instant.EPOCH.atZone(ZoneOffset.UTC))) == NO_MATCH) {
      throw new IllegalArgumentException("a year, a month and a day in the pattern " + pattern);
    }
  }

  @Override
  public long parse(Object value) {
    if (!(value instanceof String text)) {
      return NO_MATCH;
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
      return NO_MATCH;
    }
  }

  @Override
  public String toString() {
    return pattern;
  }
}
