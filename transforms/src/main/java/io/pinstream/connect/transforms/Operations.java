// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The operations that field expressions may name. */
final class Operations {
  private static final FieldType TEXT = FieldType.of(FieldType.Kind.STRING);
  private static final FieldType TEXTS = FieldType.arrayOf(FieldType.Kind.STRING);
  private static final FieldType COUNT = FieldType.of(FieldType.Kind.INT64);
  private static final FieldType TIMESTAMP = FieldType.of(FieldType.Kind.TIMESTAMP);

  static final Map<String, Function<List<Argument>, Operation>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("null-if", Operations::nullIf);
    BY_NAME.put("default", Operations::defaultValue);
    addPlain("trim", onText(String::strip));
    addPlain("lower-case", onText(text -> text.toLowerCase(Locale.ROOT)));
    addPlain("upper-case", onText(text -> text.toUpperCase(Locale.ROOT)));
    addPlain("all-or-null", Operation.onWhole(Operations::allOrNull, null));
    addPlain("parse-count", Operation.onEach(CountParser::count, COUNT));
    BY_NAME.put("strip-prefix", Operations::stripPrefix);
    BY_NAME.put("strip-suffix", Operations::stripSuffix);
    BY_NAME.put("replace", Operations::replace);
    BY_NAME.put("split", Operations::split);
    BY_NAME.put("join", Operations::join);
    BY_NAME.put("parse-timestamp", Operations::parseTimestamp);
  }

  /** An operation's argument: text in quotes, or a bare word or number. */
  record Argument(String text, boolean quoted) {}

  private Operations() {}

  /**
   * The operation of a name.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static Operation create(String name, List<Argument> arguments) {
    Function<List<Argument>, Operation> operation = BY_NAME.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "one of the operations " + String.join(", ", BY_NAME.keySet()) + ", not " + name);
    }
    try {
      return operation.apply(arguments);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " after " + name, e);
    }
  }

  private static void addPlain(String name, Operation operation) {
    BY_NAME.put(
        name,
        arguments -> {
          if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("nothing");
          }
          return operation;
        });
  }

  private static String one(List<Argument> arguments, String what) {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException(what + ", in single quotes, and nothing else");
    }
    return arguments.get(0).text();
  }

  private static String oneNotEmpty(List<Argument> arguments, String what) {
    String text = one(arguments, what);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + ", which can't be empty,");
    }
    return text;
  }

  /** What is no text passes: the field's type says whether it can become text. */
  private static Operation onText(UnaryOperator<String> change) {
    return Operation.onEach(
        value -> value instanceof String text ? change.apply(text) : value, TEXT);
  }

  private static Operation nullIf(List<Argument> arguments) {
    String expected = "the word blank, texts in single quotes, or numbers,";
    boolean blank = false;
    List<String> texts = new ArrayList<>();
    List<BigDecimal> numbers = new ArrayList<>();
    for (Argument argument : arguments) {
      if (argument.quoted()) {
        texts.add(argument.text());
      } else if (argument.text().equals("blank")) {
        blank = true;
      } else {
        try {
          numbers.add(new BigDecimal(argument.text()));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(expected + " not " + argument.text() + ",", e);
        }
      }
    }
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(expected);
    }
    return Operation.onEach(NullIf.of(blank, texts, numbers), null);
  }

  private static Operation defaultValue(List<Argument> arguments) {
    String standard = one(arguments, "the value to use for null");
    return new Operation(value -> value == null ? standard : value, null, true, true);
  }

  // Prefixes and suffixes go as often as they stand there: cleaning what is clean changes nothing.

  private static Operation stripPrefix(List<Argument> arguments) {
    String prefix = oneNotEmpty(arguments, "the prefix");
    return onText(
        text -> {
          int from = 0;
          while (text.startsWith(prefix, from)) {
            from += prefix.length();
          }
          return text.substring(from);
        });
  }

  private static Operation stripSuffix(List<Argument> arguments) {
    String suffix = oneNotEmpty(arguments, "the suffix");
    return onText(
        text -> {
          int end = text.length();
          while (text.startsWith(suffix, end - suffix.length())) {
            end -= suffix.length();
          }
          return text.substring(0, end);
        });
  }

  private static Operation replace(List<Argument> arguments) {
    if (arguments.size() != 2) {
      throw new IllegalArgumentException(
          "a regular expression and its replacement, both in single quotes,");
    }
    Pattern pattern;
    String replacement = arguments.get(1).text();
    try {
      pattern = Pattern.compile(arguments.get(0).text());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("a regular expression (" + e.getDescription() + ")", e);
    }
    checkReplacement(pattern, replacement);
    return onText(text -> replace(text, pattern, replacement));
  }

  /**
   * A wrong group shows only when something matches: so let nothing match now. It stands in front,
   * as a comment or a quote at the pattern's end would swallow it.
   */
  private static void checkReplacement(Pattern pattern, String replacement) {
    Matcher matcher = Pattern.compile("|" + pattern.pattern(), pattern.flags()).matcher("");
    try {
      matcher.replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a replacement whose groups the regular expression has (" + e.getMessage() + ")", e);
    }
  }

  private static String replace(String text, Pattern pattern, String replacement) {
    try {
      return pattern.matcher(new TextOfBoundedReads(text)).replaceAll(replacement);
    } catch (StackOverflowError | CancellationException e) {
      // Alternatives that repeat, such as (a|b)*, go a level deeper with each character; others,
      // such as (.*a){12}, try every way to share out a text among themselves.
      throw new Unclean("text short enough for the regular expression " + pattern);
    }
  }

  private static Operation split(List<Argument> arguments) {
    Pattern separator = Pattern.compile(oneNotEmpty(arguments, "a separator"), Pattern.LITERAL);
    return Operation.onWhole(
        value -> {
          if (value instanceof List<?>) {
            return value;
          }
          if (value instanceof String text) {
            return Arrays.asList(separator.split(text, -1));
          }
          throw new Unclean("text");
        },
        TEXTS);
  }

  private static Operation join(List<Argument> arguments) {
    String separator = one(arguments, "the separator");
    return Operation.onWhole(
        value -> value instanceof List<?> list ? join(list, separator) : value, TEXT);
  }

  private static String join(List<?> list, String separator) {
    String joined = null;
    for (Object element : list) {
      if (element != null) {
        String text = Conversion.toText(element);
        joined = joined == null ? text : joined + separator + text;
      }
    }
    return joined;
  }

  /** An array that lacks an element is unknown as a whole, as half a coordinate is no place. */
  private static Object allOrNull(Object value) {
    return value instanceof List<?> list && Conversion.lacksOne(list) ? null : value;
  }

  private static Operation parseTimestamp(List<Argument> arguments) {
    List<TimestampPattern> patterns = new ArrayList<>();
    ChronoUnit unit = null;
    for (Argument argument : arguments) {
      if (argument.quoted()) {
        patterns.add(TimestampPattern.of(argument.text()));
      } else if (argument.text().equals(TimestampPattern.ISO.toString())) {
        patterns.add(TimestampPattern.ISO);
      } else if (unit == null) {
        unit = epochUnit(argument.text());
      } else {
        throw new IllegalArgumentException("one unit of numbers, not " + argument.text() + " too,");
      }
    }
    if (arguments.isEmpty()) {
      patterns.add(TimestampPattern.ISO);
    }
    return Operation.onEach(new ParseTimestamp(List.copyOf(patterns), unit), TIMESTAMP);
  }

  private static ChronoUnit epochUnit(String word) {
    Map<String, ChronoUnit> units = new LinkedHashMap<>();
    ParseTimestamp.UNITS.forEach(unit -> units.put(ParseTimestamp.word(unit), unit));
    if (!units.containsKey(word)) {
      throw new IllegalArgumentException(
          "patterns in single quotes, or the words iso, "
              + String.join(", ", units.keySet())
              + ",");
    }
    return units.get(word);
  }
}
