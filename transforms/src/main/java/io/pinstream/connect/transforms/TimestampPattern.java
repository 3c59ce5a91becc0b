// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A timestamp pattern in the letters of {@link java.time.format.DateTimeFormatter}, limited to what
 * is made of digits, so that reading needs neither a formatter nor an exception per mismatch.
 *
 * <p>{@code yyyy MM dd HH mm ss} stand for digits, {@code S} for a fraction of one to nine digits,
 * {@code X} for {@code Z} or an offset such as {@code +02:00}; {@code [...]} is optional, text in
 * single quotes and everything that is no letter stands for itself. A time without offset is UTC.
 */
final class TimestampPattern implements TimestampFormat {
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

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern LETTERS = Pattern.compile("([a-zA-Z])\\1*");
  private static final Set<String> READABLE =
      Set.of("yyyy", "uuuu", "MM", "dd", "HH", "mm", "ss", "X", "XXX");

  private static final int MISFIT = -1;
  private static final long MILLIS_PER_MINUTE = 60_000L;

  private final String pattern;
  private final int[] steps;

  /**
   * Compiles a pattern whose letters this class {@linkplain #reads reads}.
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
        int step = step(pattern.substring(i, end));
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

  /** Whether all letters of a pattern are ones that this class reads. */
  static boolean reads(String pattern) {
    return LETTERS
        .matcher(QUOTED.matcher(pattern).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .allMatch(letters -> READABLE.contains(letters) || letters.startsWith("S"));
  }

  private static int step(String letters) {
    return switch (letters) {
      case "yyyy", "uuuu" -> YEAR;
      case "MM" -> MONTH;
      case "dd" -> DAY;
      case "HH" -> HOUR;
      case "mm" -> MINUTE;
      case "ss" -> SECOND;
      case "X", "XXX" -> OFFSET;
      default -> FRACTION;
    };
  }

  @Override
  public long parse(Object value) {
    return value instanceof String text ? parse(text) : NO_MATCH;
  }

  private long parse(String text) {
    int at = 0;
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millis = 0;
    int offset = 0;
    for (int i = 0; i < steps.length; i++) {
      int step = steps[i];
      if (step == OPTION && !optionFits(i, text, at)) {
        i = optionEnd(i);
        continue;
      }
      int end = end(step, text, at);
      if (end == MISFIT) {
        return NO_MATCH;
      }
      switch (step) {
        case YEAR -> year = number(text, at, end);
        case MONTH -> month = number(text, at, end);
        case DAY -> day = number(text, at, end);
        case HOUR -> hour = number(text, at, end);
        case MINUTE -> minute = number(text, at, end);
        case SECOND -> second = number(text, at, end);
        case FRACTION -> millis = millis(text, at, end);
        case OFFSET -> offset = offsetMinutes(text, at, end);
        default -> {}
      }
      at = end;
    }
    if (at != text.length()
        || month < 1
        || month > 12
        || day < 1
        || day > lengthOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return NO_MATCH;
    }
    long minutes = (LocalDate.of(year, month, day).toEpochDay() * 24 + hour) * 60 + minute - offset;
    return minutes * MILLIS_PER_MINUTE + second * 1000L + millis;
  }

  private boolean optionFits(int option, String text, int start) {
    int at = start;
    for (int i = option + 1; steps[i] != OPTION_END && at != MISFIT; i++) {
      at = end(steps[i], text, at);
    }
    return at != MISFIT;
  }

  private int optionEnd(int option) {
    int end = option;
    while (steps[end] != OPTION_END) {
      end++;
    }
    return end;
  }

  /** Where what a step stands for ends in a text, or {@link #MISFIT}. */
  private static int end(int step, String text, int at) {
    return switch (step) {
      case OPTION, OPTION_END -> at;
      case YEAR -> digitsEnd(text, at, 4);
      case MONTH, DAY, HOUR, MINUTE, SECOND -> digitsEnd(text, at, 2);
      case FRACTION -> fractionEnd(text, at);
      case OFFSET -> offsetEnd(text, at);
      default -> at < text.length() && text.charAt(at) == step - LITERAL ? at + 1 : MISFIT;
    };
  }

  private static int digitsEnd(String text, int at, int count) {
    int end = at + count;
    if (end > text.length()) {
      return MISFIT;
    }
    for (int i = at; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return MISFIT;
      }
    }
    return end;
  }

  private static int fractionEnd(String text, int at) {
    int limit = Math.min(text.length(), at + 9);
    int end = at;
    while (end < limit && isDigit(text.charAt(end))) {
      end++;
    }
    return end == at ? MISFIT : end;
  }

  private static int offsetEnd(String text, int at) {
    if (at < text.length() && text.charAt(at) == 'Z') {
      return at + 1;
    }
    boolean fits =
        at + 6 <= text.length()
            && (text.charAt(at) == '+' || text.charAt(at) == '-')
            && digitsEnd(text, at + 1, 2) != MISFIT
            && text.charAt(at + 3) == ':'
            && digitsEnd(text, at + 4, 2) != MISFIT
            && number(text, at + 1, at + 3) <= 18
            && number(text, at + 4, at + 6) <= 59;
    return fits ? at + 6 : MISFIT;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static int millis(String text, int from, int end) {
    int millis = 0;
    int unit = 100;
    for (int i = from; i < end && unit > 0; i++) {
      millis += unit * (text.charAt(i) - '0');
      unit /= 10;
    }
    return millis;
  }

  private static int offsetMinutes(String text, int from, int end) {
    if (end == from + 1) {
      return 0;
    }
    int minutes = number(text, from + 1, from + 3) * 60 + number(text, from + 4, end);
    return text.charAt(from) == '-' ? -minutes : minutes;
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
