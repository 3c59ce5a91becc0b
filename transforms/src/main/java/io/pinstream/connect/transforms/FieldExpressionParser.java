// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import io.pinstream.connect.transforms.Operations.Argument;
import java.util.ArrayList;
import java.util.List;
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
          '(?<text>(?:[^']|'')*+)'          # text in single quotes
          |"(?<name>(?:[^"]|"")*+)"         # a name in double quotes
          |(?<word>[\\p{L}\\p{Nd}_.$-]++)   # a name, a word or a number
          |(?<open>['"].*)                  # a quote that nothing closes
          |\\S                              # a sign
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  private enum TokenKind {
    WORD,
    QUOTED_NAME,
    TEXT,
    SIGN,
    END
  }

  private record Token(TokenKind kind, String text) {
    boolean is(String sign) {
      return kind == TokenKind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return kind == TokenKind.WORD && text.equals(word);
    }

    @Override
    public String toString() {
      return kind == TokenKind.END ? "the end" : text;
    }
  }

  private final List<Token> tokens;
  private int next;

  private FieldExpressionParser(String expression) {
    this.tokens = tokens(expression);
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
    List<Input> inputs = new ArrayList<>();
    do {
      inputs.add(parser.input());
    } while (parser.takeWord("or"));
    parser.end("or");
    return List.copyOf(inputs);
  }

  private FieldExpression expression() {
    List<Source> sources = new ArrayList<>();
    do {
      sources.add(source());
    } while (takeWord("or"));
    List<Operation> operations = new ArrayList<>();
    while (take("|")) {
      operations.add(operation());
    }
    FieldType type = take(":") ? type() : null;
    end("or, | or :");
    return new FieldExpression(List.copyOf(sources), List.copyOf(operations), type);
  }

  private Source source() {
    if (peek().kind() == TokenKind.TEXT) {
      return new Literal(take().text());
    }
    if (!take("[")) {
      return input();
    }
    List<Input> fields = new ArrayList<>();
    do {
      fields.add(input());
    } while (take(","));
    if (!take("]")) {
      throw expected(", or ]");
    }
    return new Inputs(List.copyOf(fields));
  }

  private Input input() {
    Token token = peek();
    if (token.kind() != TokenKind.WORD && token.kind() != TokenKind.QUOTED_NAME) {
      throw expected("the name of an input field");
    }
    String name = take().text();
    return token.kind() == TokenKind.WORD ? Input.at(name) : Input.named(name);
  }

  private Operation operation() {
    if (peek().kind() != TokenKind.WORD) {
      throw expected("an operation");
    }
    String name = take().text();
    List<Argument> arguments = new ArrayList<>();
    while (peek().kind() == TokenKind.TEXT || peek().kind() == TokenKind.WORD) {
      Token token = take();
      arguments.add(new Argument(token.text(), token.kind() == TokenKind.TEXT));
    }
    return Operations.create(name, arguments);
  }

  private FieldType type() {
    FieldType type;
    if (takeWord("array")) {
      if (!take("<")) {
        throw expected("< after array");
      }
      type = FieldType.arrayOf(kind());
      if (!take(">")) {
        throw expected(">");
      }
    } else {
      type = FieldType.of(kind());
    }
    if (!takeWord("not")) {
      return type;
    }
    if (!takeWord("null")) {
      throw expected("null after not");
    }
    return type.notNull();
  }

  private FieldType.Kind kind() {
    Token token = peek();
    for (FieldType.Kind kind : FieldType.Kind.values()) {
      if (kind != FieldType.Kind.ARRAY && token.isWord(kind.word())) {
        next++;
        return kind;
      }
    }
    throw expected(
        "one of the types string, boolean, int32, int64, integer, float64, timestamp, array<...>");
  }

  private void end(String others) {
    if (peek().kind() != TokenKind.END) {
      throw expected("the end, " + others);
    }
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean take(String sign) {
    boolean there = peek().is(sign);
    if (there) {
      next++;
    }
    return there;
  }

  private boolean takeWord(String word) {
    boolean there = peek().isWord(word);
    if (there) {
      next++;
    }
    return there;
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(
        what + (next == 0 ? ", not " : " after " + tokens.get(next - 1) + ", not ") + peek());
  }

  private static List<Token> tokens(String expression) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    while (matcher.find()) {
      if (matcher.group("text") != null) {
        tokens.add(new Token(TokenKind.TEXT, matcher.group("text").replace("''", "'")));
      } else if (matcher.group("name") != null) {
        tokens.add(new Token(TokenKind.QUOTED_NAME, matcher.group("name").replace("\"\"", "\"")));
      } else if (matcher.group("word") != null) {
        tokens.add(new Token(TokenKind.WORD, matcher.group()));
      } else if (matcher.group("open") != null) {
        throw new IllegalArgumentException(
            "a closing " + matcher.group().charAt(0) + " for " + matcher.group());
      } else {
        tokens.add(new Token(TokenKind.SIGN, matcher.group()));
      }
    }
    tokens.add(new Token(TokenKind.END, ""));
    return tokens;
  }
}
