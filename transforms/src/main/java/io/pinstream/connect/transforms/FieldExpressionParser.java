// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import io.pinstream.connect.transforms.Operations.Argument;
import java.util.ArrayList;
import java.util.List;

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
        "one of the types string, boolean, int32, int64, float64, timestamp, array<...>");
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
    for (int i = 0; i < expression.length(); ) {
      char c = expression.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '\'' || c == '"') {
        StringBuilder text = new StringBuilder();
        i = quoted(expression, i, text);
        tokens.add(new Token(c == '\'' ? TokenKind.TEXT : TokenKind.QUOTED_NAME, text.toString()));
      } else if (isWord(c)) {
        int from = i;
        while (i < expression.length() && isWord(expression.charAt(i))) {
          i++;
        }
        tokens.add(new Token(TokenKind.WORD, expression.substring(from, i)));
      } else {
        tokens.add(new Token(TokenKind.SIGN, String.valueOf(c)));
        i++;
      }
    }
    tokens.add(new Token(TokenKind.END, ""));
    return tokens;
  }

  /** Collects the text of the quotes that open at a place, and returns the place after them. */
  private static int quoted(String expression, int open, StringBuilder text) {
    char quote = expression.charAt(open);
    int i = open + 1;
    while (i < expression.length()) {
      char c = expression.charAt(i++);
      if (c != quote) {
        text.append(c);
      } else if (i < expression.length() && expression.charAt(i) == quote) {
        text.append(quote);
        i++;
      } else {
        return i;
      }
    }
    throw new IllegalArgumentException("a closing " + quote + " for " + expression.substring(open));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
  }
}
