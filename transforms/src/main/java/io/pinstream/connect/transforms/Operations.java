// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The operations that field expressions may name. */
final class Operations {
  private static final FieldType TEXT = FieldType.of(FieldType.Kind.STRING);

  private static final Map<String, Function<List<Argument>, Operation>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("null-if", Operations::nullIf);
    BY_NAME.put("default", arguments -> new Default(one(arguments, "the value to use for null")));
    BY_NAME.put("trim", arguments -> text(none(arguments, String::strip)));
    BY_NAME.put(
        "lower-case", arguments -> text(none(arguments, text -> text.toLowerCase(Locale.ROOT))));
    BY_NAME.put(
        "upper-case", arguments -> text(none(arguments, text -> text.toUpperCase(Locale.ROOT))));
    BY_NAME.put("strip-prefix", Operations::stripPrefix);
    BY_NAME.put("strip-suffix", Operations::stripSuffix);
    BY_NAME.put("replace", Operations::replace);
    BY_NAME.put("split", arguments -> new Split(one(arguments, "the separator")));
    BY_NAME.put("join", arguments -> new Join(one(arguments, "the separator")));
    BY_NAME.put("all-or-null", arguments -> none(arguments, new AllOrNull()));
    BY_NAME.put("parse-count", arguments -> none(arguments, new ParseCount()));
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

  /** Every operation's name. */
  static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  private static <T> T none(List<Argument> arguments, T result) {
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException("nothing");
    }
    return result;
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

  private static Operation text(UnaryOperator<String> change) {
    return new TextOperation(change);
  }

  private static Operation nullIf(List<Argument> arguments) {
    boolean blank = false;
    List<String> sentinels = new ArrayList<>();
    for (Argument argument : arguments) {
      if (argument.quoted()) {
        sentinels.add(argument.text());
      } else if (argument.text().equals("blank")) {
        blank = true;
      } else {
        throw new IllegalArgumentException("the word blank or texts in single quotes");
      }
    }
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("the word blank, or texts in single quotes, or both,");
    }
    return NullIf.of(blank, sentinels);
  }

  private static Operation stripPrefix(List<Argument> arguments) {
    return new StripPrefix(oneNotEmpty(arguments, "the prefix"));
  }

  private static Operation stripSuffix(List<Argument> arguments) {
    String suffix = oneNotEmpty(arguments, "the suffix");
    return text(
        value -> {
          String rest = value;
          while (rest.endsWith(suffix)) {
            rest = rest.substring(0, rest.length() - suffix.length());
          }
          return rest;
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
    return text(value -> pattern.matcher(value).replaceAll(replacement));
  }

  /** A wrong group shows only when something matches: so let something match now. */
  private static void checkReplacement(Pattern pattern, String replacement) {
    Matcher matcher = Pattern.compile(pattern.pattern() + "|", pattern.flags()).matcher("");
    try {
      matcher.replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a replacement whose groups the regular expression has (" + e.getMessage() + ")", e);
    }
  }

  private static Operation parseTimestamp(List<Argument> arguments) {
    if (arguments.isEmpty()) {
      return ParseTimestamp.ISO;
    }
    List<TimestampFormat> formats = new ArrayList<>();
    for (Argument argument : arguments) {
      formats.add(argument.quoted() ? TimestampFormat.of(argument.text()) : epoch(argument.text()));
    }
    return new ParseTimestamp(formats.toArray(TimestampFormat[]::new));
  }

  private static TimestampFormat epoch(String word) {
    for (EpochFormat format : EpochFormat.values()) {
      if (format.toString().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "patterns in single quotes, or the words "
            + String.join(
                ", ", Arrays.stream(EpochFormat.values()).map(Object::toString).toList()));
  }

  private static String requireText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new UncleanValueException("text");
  }

  private record TextOperation(UnaryOperator<String> change) implements Operation {
    @Override
    public Object apply(Object value) {
      return change.apply(requireText(value));
    }

    @Override
    public FieldType result() {
      return TEXT;
    }
  }

  private record StripPrefix(String prefix) implements Operation {
    @Override
    public Object apply(Object value) {
      String text = requireText(value);
      // As often as it stands there: cleaning what is clean must change nothing.
      int from = 0;
      while (text.startsWith(prefix, from)) {
        from += prefix.length();
      }
      return from == 0 ? text : text.substring(from);
    }

    @Override
    public FieldType result() {
      return TEXT;
    }
  }

  private record Default(String value) implements Operation {
    @Override
    public Object apply(Object given) {
      return given == null ? value : given;
    }

    @Override
    public boolean seesNull() {
      return true;
    }

    @Override
    public boolean seesArray() {
      return true;
    }
  }

  private record Split(String separator) implements Operation {
    Split {
      if (separator.isEmpty()) {
        throw new IllegalArgumentException("a separator, which can't be empty,");
      }
    }

    @Override
    public Object apply(Object value) {
      if (value instanceof List<?>) {
        return value;
      }
      String text = requireText(value);
      FreshList parts = new FreshList(8);
      int from = 0;
      for (int at; (at = text.indexOf(separator, from)) >= 0; from = at + separator.length()) {
        parts.add(text.substring(from, at));
      }
      parts.add(text.substring(from));
      return parts;
    }

    @Override
    public FieldType result() {
      return FieldType.arrayOf(FieldType.Kind.STRING);
    }

    @Override
    public boolean seesArray() {
      return true;
    }
  }

  /** Joins the known elements of an array; what was joined before passes. */
  private record Join(String separator) implements Operation {
    @Override
    public Object apply(Object value) {
      if (!(value instanceof List<?> list)) {
        return value;
      }
      String joined = null;
      for (Object element : list) {
        if (element != null) {
          String text = Conversion.toText(element);
          joined = joined == null ? text : joined + separator + text;
        }
      }
      return joined;
    }

    @Override
    public FieldType result() {
      return TEXT;
    }

    @Override
    public boolean seesArray() {
      return true;
    }
  }

  /** An array that lacks an element is unknown as a whole, as half a coordinate is no place. */
  private record AllOrNull() implements Operation {
    @Override
    public Object apply(Object value) {
      if (value instanceof List<?> list) {
        for (Object element : list) {
          if (element == null) {
            return null;
          }
        }
      }
      return value;
    }

    @Override
    public boolean seesArray() {
      return true;
    }
  }

  private record ParseCount() implements Operation {
    @Override
    public Object apply(Object value) {
      if (value instanceof String text) {
        return CountParser.parse(text);
      }
      long count = Conversion.toLong(value, CountParser.EXPECTED);
      if (count < 0) {
        throw new UncleanValueException(CountParser.EXPECTED);
      }
      return count;
    }

    @Override
    public FieldType result() {
      return FieldType.of(FieldType.Kind.INT64);
    }
  }
}
