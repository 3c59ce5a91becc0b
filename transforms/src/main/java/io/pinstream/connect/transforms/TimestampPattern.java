// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * A timestamp pattern in the letters of {@link java.time.format.DateTimeFormatter}, limited to what
 * is made of digits, so that reading needs neither a formatter nor an exception per mismatch.
 *
 * <p>{@code yyyy MM dd HH mm ss} stand for digits, {@code S} for a fraction of one to nine digits,
 * {@code X} for {@code Z} or an offset such as {@code +02:00}; {@code [...]} is optional, text in
 * single quotes and everything that is no letter stands for itself. A time without offset is UTC.
 */
final class TimestampPattern {
  /** What {@link #parse} returns for a text that doesn't fit. */
  static final long NO_MATCH = Long.MIN_VALUE;

  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;
  private static final int MINUTE = 4;
  private static final int SECOND = 5;
  private static final int FRACTION = 6;
  private static final int OFFSET = 7;
  private static final int OPTION = 8;
  private static final int OPTION_END = 9;
  private static final int LITERAL = 16;

  private static final int NO_OFFSET = Integer.MIN_VALUE;
  private static final long MILLIS_PER_MINUTE = 60_000L;

  private final String pattern;
  private final int[] steps;

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException saying what a pattern may hold
   */
  TimestampPattern(String pattern) {
    this.pattern = pattern;
    this.steps = compile(pattern);
  }

  private static int[] compile(String pattern) {
    int[] steps = new int[pattern.length()];
    int size = 0;
    int seen = 0;
    boolean option = false;
    for (int i = 0; i < pattern.length(); ) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        int close = pattern.indexOf('\'', i + 1);
        if (close < 0) {
          throw new IllegalArgumentException("a closing quote in the pattern " + pattern);
        }
        for (int j = i + 1; j < close; j++) {
          steps[size++] = LITERAL + pattern.charAt(j);
        }
        i = close + 1;
      } else if (c == '[' || c == ']') {
        if ((c == '[') == option) {
          throw new IllegalArgumentException(
              "brackets in pairs, not inside one another, in the pattern " + pattern);
        }
        option = !option;
        steps[size++] = option ? OPTION : OPTION_END;
        i++;
      } else if (isLetter(c)) {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        int step = step(pattern.substring(i, end), pattern);
        if (step <= OFFSET && (seen & 1 << step) != 0) {
          throw new IllegalArgumentException(
              "each part of a timestamp at most once in the pattern " + pattern);
        }
        seen |= 1 << step;
        steps[size++] = step;
        i = end;
      } else {
        steps[size++] = LITERAL + c;
        i++;
      }
    }
    int date = 1 << YEAR | 1 << MONTH | 1 << DAY;
    if (option || (seen & date) != date) {
      throw new IllegalArgumentException(
          option
              ? "a closing bracket in the pattern " + pattern
              : "yyyy, MM and dd in the pattern " + pattern);
    }
    return Arrays.copyOf(steps, size);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static int step(String letters, String pattern) {
    return switch (letters) {
      case "yyyy", "uuuu" -> YEAR;
      case "MM" -> MONTH;
      case "dd" -> DAY;
      case "HH" -> HOUR;
      case "mm" -> MINUTE;
      case "ss" -> SECOND;
      case "X", "XXX" -> OFFSET;
      default -> {
        if (letters.charAt(0) == 'S') {
          yield FRACTION;
        }
        throw new IllegalArgumentException(
            "yyyy, MM, dd, HH, mm, ss, S, X, [optional], 'quoted text' and signs in the pattern "
                + pattern
                + ", not "
                + letters);
      }
    };
  }

  /**
   * Reads a text.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z, finer fractions cut off; {@link #NO_MATCH}
   *     when the text doesn't fit the pattern as a whole or is no real date and time
   */
  long parse(String text) {
    int length = text.length();
    int at = 0;
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millis = 0;
    int offset = 0;
    int resume = -1;
    int restart = 0;
    for (int i = 0; i < steps.length; i++) {
      int step = steps[i];
      boolean fits = true;
      switch (step) {
        case OPTION -> {
          resume = i;
          while (steps[resume] != OPTION_END) {
            resume++;
          }
          restart = at;
        }
        case OPTION_END -> resume = -1;
        case YEAR -> {
          fits = (year = digits(text, at, 4)) >= 0;
          at += 4;
        }
        case MONTH -> {
          fits = (month = digits(text, at, 2)) >= 0;
          at += 2;
        }
        case DAY -> {
          fits = (day = digits(text, at, 2)) >= 0;
          at += 2;
        }
        case HOUR -> {
          fits = (hour = digits(text, at, 2)) >= 0;
          at += 2;
        }
        case MINUTE -> {
          fits = (minute = digits(text, at, 2)) >= 0;
          at += 2;
        }
        case SECOND -> {
          fits = (second = digits(text, at, 2)) >= 0;
          at += 2;
        }
        case FRACTION -> {
          int from = at;
          int unit = 100;
          while (at < length && at - from < 9 && isDigit(text.charAt(at))) {
            millis += unit * (text.charAt(at) - '0');
            unit /= 10;
            at++;
          }
          fits = at > from;
        }
        case OFFSET -> {
          if (at < length && text.charAt(at) == 'Z') {
            at++;
          } else {
            int minutes = offsetMinutes(text, at);
            fits = minutes != NO_OFFSET;
            offset = fits ? minutes : 0;
            at += 6;
          }
        }
        default -> {
          fits = at < length && text.charAt(at) == step - LITERAL;
          at++;
        }
      }
      if (!fits) {
        if (resume < 0) {
          return NO_MATCH;
        }
        i = resume;
        at = restart;
        resume = -1;
      }
    }
    if (at != length || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
      return NO_MATCH;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return NO_MATCH;
    }
    long minutes = (LocalDate.of(year, month, day).toEpochDay() * 24 + hour) * 60 + minute - offset;
    return minutes * MILLIS_PER_MINUTE + second * 1000L + millis;
  }

  private static int digits(String text, int at, int count) {
    if (at + count > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = at; i < at + count; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int offsetMinutes(String text, int at) {
    if (at + 6 > text.length() || text.charAt(at + 3) != ':') {
      return NO_OFFSET;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((sign != '+' && sign != '-') || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NO_OFFSET;
    }
    int offset = hours * 60 + minutes;
    return sign == '+' ? offset : -offset;
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  @Override
  public String toString() {
    return pattern;
  }
}
