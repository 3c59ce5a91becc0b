// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import io.pinstream.connect.transforms.Operations.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads field expressions:
 *
 * <pre>
 * expression = source { "or" source } { "|" operation } [ ":" type [ "not" "null" ] ]
 * source     = name | "[" name { "," name } "]" | 'text'
 * operation  = word { 'text' | word }
 * type       = word | "array" "&lt;" word "&gt;"
 * name       = word | "text"
 * </pre>
 *
 * A quote inside of a quoted text is doubled.
 */
final class FieldExpressionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          '(?:[^']|'')*+'             # text in single quotes
          |"(?:[^"]|"")*+"            # a name in double quotes
          |[\\p{L}\\p{Nd}_.$-]++      # a name, a word or a number
          |(?<open>['"].*)            # a quote that nothing closes
          |\\S                        # a sign
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}_.$-]+");
  private static final String END = "the end";

  private final List<String> tokens = new ArrayList<>();
  private int next;

  private FieldExpressionParser(String expression) {
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.find()) {
      if (matcher.group("open") != null) {
        throw new IllegalArgumentException(
            "a closing " + matcher.group().charAt(0) + " for " + matcher.group());
      }
      tokens.add(matcher.group());
    }
    tokens.add(END);
  }

  /**
   * Reads one expression.
   *
   * @throws IllegalArgumentException saying what was expected, and where
   */
  static FieldExpression parse(String expression) {
    return new FieldExpressionParser(expression).expression();
  }

  /**
   * Reads a list of alternatives, such as {@code ind or index}.
   *
   * @throws IllegalArgumentException saying what was expected, and where
   */
  static List<Input> parseInputs(String alternatives) {
    FieldExpressionParser parser = new FieldExpressionParser(alternatives);
    List<Input> inputs = parser.several(parser::input, "or");
    parser.demand(END, "the end, or");
    return inputs;
  }

  private FieldExpression expression() {
    List<Source> sources = several(this::source, "or");
    List<Operation> operations = take("|") ? several(this::operation, "|") : List.of();
    FieldType type = take(":") ? type() : null;
    demand(END, "the end, or, | or :");
    return new FieldExpression(sources, operations, type);
  }

  private Source source() {
    if (isText()) {
      return new Literal(unquoted(take()));
    }
    if (!take("[")) {
      return input();
    }
    List<Input> fields = several(this::input, ",");
    demand("]", ", or ]");
    return new Inputs(fields);
  }

  private Input input() {
    if (isWord()) {
      return Input.at(take());
    }
    if (peek().charAt(0) != '"') {
      throw expected("the name of an input field");
    }
    return Input.named(unquoted(take()));
  }

  private Operation operation() {
    if (!isWord()) {
      throw expected("an operation");
    }
    String name = take();
    List<Argument> arguments = new ArrayList<>();
    while (isText() || isWord()) {
      arguments.add(isText() ? new Argument(unquoted(take()), true) : new Argument(take(), false));
    }
    return Operations.create(name, arguments);
  }

  private FieldType type() {
    FieldType type;
    if (take("array")) {
      demand("<", "< after array");
      type = FieldType.arrayOf(kind());
      demand(">", ">");
    } else {
      type = FieldType.of(kind());
    }
    if (!take("not")) {
      return type;
    }
    demand("null", "null after not");
    return type.notNull();
  }

  private FieldType.Kind kind() {
    for (FieldType.Kind kind : FieldType.Kind.values()) {
      if (kind != FieldType.Kind.ARRAY && take(kind.word())) {
        return kind;
      }
    }
    throw expected(
        "one of the types string, boolean, int32, int64, integer, float64, timestamp, array<...>");
  }

  private <T> List<T> several(Supplier<T> one, String separator) {
    List<T> all = new ArrayList<>();
    do {
      all.add(one.get());
    } while (take(separator));
    return List.copyOf(all);
  }

  private String peek() {
    return tokens.get(next);
  }

  private boolean isText() {
    return peek().charAt(0) == '\'';
  }

  private boolean isWord() {
    return WORD.matcher(peek()).matches();
  }

  private String take() {
    return tokens.get(next++);
  }

  private boolean take(String token) {
    boolean there = peek().equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private void demand(String token, String what) {
    if (!take(token)) {
      throw expected(what);
    }
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(
        what + (next == 0 ? ", not " : " after " + tokens.get(next - 1) + ", not ") + peek());
  }

  private static String unquoted(String token) {
    String quote = token.substring(0, 1);
    return token.substring(1, token.length() - 1).replace(quote + quote, quote);
  }
}
