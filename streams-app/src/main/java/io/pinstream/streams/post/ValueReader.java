// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Checks the values of one column and writes them in the one spelling that posts have. */
final class ValueReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final String INSTANT_EXPECTED =
      "an instant, as 2018-06-26T02:39:25Z or in epoch milliseconds";
  private static final char[] INSTANT_SHAPE = "0000-00-00T00:00:00Z".toCharArray();
  // Every month has these days: the calendar need not be asked.
  private static final int DAYS_OF_ALL_MONTHS = 28;

  private final String name;
  private final ColumnType type;
  private final char[][] sentinels;
  private final char[] rawPrefix;
  private final JsonBytes out;

  ValueReader(Column column, JsonBytes out) {
    this.name = column.name();
    this.type = column.type();
    this.sentinels = RawRow.sentinels(column);
    this.rawPrefix = RawRow.prefix(column);
    this.out = out;
  }

  /**
   * Reads the value that the parser stands on.
   *
   * @return false if it is one that cleaning would have replaced
   * @throws UnreadableRecordException if the column can't have such a value
   */
  boolean read(JsonParser parser, JsonToken token) throws IOException, UnreadableRecordException {
    if (token == JsonToken.VALUE_NULL) {
      out.ascii("null");
      return true;
    }
    switch (type) {
      case TEXT, NAME -> {
        return readText(parser, token);
      }
      case INTEGER -> readInteger(parser, token);
      case COORDINATES -> readCoordinates(parser, token);
      case INSTANT -> readInstant(parser, token);
    }
    return true;
  }

  private boolean readText(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    if (token != JsonToken.VALUE_STRING) {
      throw bad(name, "text", token, parser);
    }
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    int start = out.size();
    if (!out.string(chars, offset, length)) {
      throw new UnreadableRecordException(
          DeadLetterReason.BAD_FIELD,
          "\"" + name + "\" holds half a surrogate pair, which is not a character");
    }
    int bytes = out.size() - start - 2;
    if (type == ColumnType.NAME && bytes > Row.MAX_NAME_BYTES) {
      throw new UnreadableRecordException(
          DeadLetterReason.TOO_LARGE,
          "\""
              + name
              + "\" has "
              + bytes
              + " bytes; expected "
              + Row.MAX_NAME_BYTES
              + " at most, because the questions count by it. Shorten it, or send null");
    }
    return !isRaw(chars, offset, length);
  }

  private boolean isRaw(char[] chars, int offset, int length) {
    if (RawRow.isBlank(chars, offset, length)) {
      return true;
    }
    for (char[] sentinel : sentinels) {
      if (sentinel.length == length
          && Arrays.equals(chars, offset, offset + length, sentinel, 0, length)) {
        return true;
      }
    }
    int prefix = rawPrefix.length;
    return prefix > 0
        && length >= prefix
        && Arrays.equals(chars, offset, offset + prefix, rawPrefix, 0, prefix);
  }

  private void readInteger(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    long number = integer(parser, token, name);
    if (token == JsonToken.VALUE_NUMBER_INT && number != 0) {
      // JSON spells it in one way only, but for a zero with a sign.
      out.ascii(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      out.ascii(Long.toString(number));
    }
  }

  /** A whole number, which may also be written as text or with zeros behind the point. */
  static long integer(JsonParser parser, JsonToken token, String name)
      throws IOException, UnreadableRecordException {
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        return new BigDecimal(parser.getText()).longValueExact();
      }
      if (token == JsonToken.VALUE_STRING) {
        String text = parser.getText();
        if (isJsonNumber(text)) {
          return new BigDecimal(text).longValueExact();
        }
        // Java takes the digits of every script.
        if (text.chars().allMatch(c -> c < 0x80)) {
          return Long.parseLong(text);
        }
      }
    } catch (InputCoercionException | ArithmeticException | NumberFormatException e) {
      throw bad(name, "a whole number", token, parser);
    }
    throw bad(name, "a whole number", token, parser);
  }

  private void readCoordinates(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    if (token != JsonToken.START_ARRAY) {
      throw bad(name, "an array of latitude and longitude", token, parser);
    }
    out.ascii('[');
    int count = 0;
    for (JsonToken element = parser.nextToken();
        element != JsonToken.END_ARRAY;
        element = parser.nextToken()) {
      if (count++ > 0) {
        out.ascii(',');
      }
      readDouble(parser, element);
    }
    if (count != 2) {
      throw noPlace(count + " numbers");
    }
    out.ascii(']');
  }

  private void readDouble(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    if (!token.isNumeric()
        && !(token == JsonToken.VALUE_STRING && isJsonNumber(parser.getText()))) {
      throw noPlace(found(token, parser));
    }
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    if (DoubleText.isPlain(chars, offset, length)) {
      out.ascii(chars, offset, length);
      return;
    }
    double number = Double.parseDouble(new String(chars, offset, length));
    if (Double.isInfinite(number)) {
      throw noPlace(found(token, parser));
    }
    out.ascii(DoubleText.of(number));
  }

  private UnreadableRecordException noPlace(String found) {
    return new UnreadableRecordException(
        DeadLetterReason.BAD_FIELD,
        "\""
            + name
            + "\" holds "
            + found
            + "; expected latitude and longitude, two numbers that a double can hold, or null in"
            + " the place of both");
  }

  private static boolean isJsonNumber(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken token = parser.nextToken();
      return token != null
          && token.isNumeric()
          && parser.getTextLength() == text.length()
          && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private void readInstant(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    out.ascii('"');
    if (token == JsonToken.VALUE_STRING
        && isPlainInstant(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
      out.ascii(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else {
      out.ascii(instant(parser, token).toString());
    }
    out.ascii('"');
  }

  /** Whether a text is an instant in the post's own spelling: most are, and need no calendar. */
  private static boolean isPlainInstant(char[] text, int offset, int length) {
    if (length != INSTANT_SHAPE.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text[offset + i];
      if (INSTANT_SHAPE[i] == '0' ? c < '0' || c > '9' : c != INSTANT_SHAPE[i]) {
        return false;
      }
    }
    int month = two(text, offset + 5);
    int day = two(text, offset + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS_OF_ALL_MONTHS
        && two(text, offset + 11) <= 23
        && two(text, offset + 14) <= 59
        && two(text, offset + 17) <= 59;
  }

  private static int two(char[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }

  private Instant instant(JsonParser parser, JsonToken token)
      throws IOException, UnreadableRecordException {
    Instant instant;
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        instant = Instant.ofEpochMilli(parser.getLongValue());
      } else if (token == JsonToken.VALUE_STRING) {
        instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(parser.getText(), Instant::from);
      } else {
        throw bad(name, INSTANT_EXPECTED, token, parser);
      }
    } catch (DateTimeException | InputCoercionException e) {
      throw bad(name, INSTANT_EXPECTED, token, parser);
    }
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw bad(name, "an instant between the years 0 and 9999", token, parser);
    }
    return instant;
  }

  private static UnreadableRecordException bad(
      String name, String expected, JsonToken token, JsonParser parser) throws IOException {
    return new UnreadableRecordException(
        DeadLetterReason.BAD_FIELD,
        "\"" + name + "\" is " + found(token, parser) + "; expected " + expected + " or null");
  }

  private static String found(JsonToken token, JsonParser parser) throws IOException {
    return token.isScalarValue() ? RowReader.shorten(parser.getText()) : RowReader.describe(token);
  }
}
