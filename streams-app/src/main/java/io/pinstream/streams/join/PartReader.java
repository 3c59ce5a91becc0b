// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one table's rows and writes the columns that a post takes from them, always in the same
 * order and spelling, so that equal content is equal bytes: {@code
 * "country":"Maldives","coordinates":[77.0447,61.9119],"timestamp":"..."}. Joining is then a matter
 * of copying bytes.
 *
 * <p>Reads what {@code JsonConverter} writes with and without schemas, instants as ISO text or as
 * epoch milliseconds, numbers also as text. Columns that a post does not have are left out. Not
 * thread-safe.
 */
final class PartReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final int MAX_SHOWN = 60;

  private final Part part;
  private final Map<String, Integer> columns = new HashMap<>();
  private final byte[][] labels;
  private final int[] starts;
  private final int[] ends;
  private final PlainRow plain;
  private final JsonBytes rendered = new JsonBytes();

  PartReader(Part part) {
    this.part = part;
    List<String> names = part.columnNames();
    this.labels = new byte[names.size()][];
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), i);
      labels[i] =
          ((i == 0 ? "\"" : ",\"") + names.get(i) + "\":").getBytes(StandardCharsets.US_ASCII);
    }
    this.starts = new int[names.size()];
    this.ends = new int[names.size()];
    this.plain = new PlainRow(part, starts, ends);
  }

  /**
   * The row's columns as the inside of a JSON object.
   *
   * @param value a record's value
   * @param index what the record's key says; the row has to say the same
   * @throws UnreadableRecordException if the value is not a clean row of this table
   */
  byte[] read(byte[] value, long index) throws UnreadableRecordException {
    if (plain.find(value, index)) {
      return assemble(value);
    }
    byte[] decoded = EscapedPairs.decoded(value);
    return decoded != null && plain.find(decoded, index) ? assemble(decoded) : parse(value, index);
  }

  /** Reads any spelling of a row, plain ones too. */
  byte[] parse(byte[] value, long index) throws UnreadableRecordException {
    if (value.length == 0) {
      throw new UnreadableRecordException(
          Defect.EMPTY_VALUE, "the value is empty; expected a JSON object");
    }
    Arrays.fill(starts, -1);
    rendered.clear();
    try (JsonParser parser = JSON.createParser(value)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException(
            Defect.NOT_A_ROW,
            "the value is " + describe(first) + "; expected one JSON object, the row");
      }
      readRow(parser, index, true);
      if (parser.nextToken() != null) {
        throw new UnreadableRecordException(
            Defect.NOT_JSON, "there is more text after the JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableRecordException(
          Defect.NOT_JSON, "not JSON: " + shorten(e.getOriginalMessage()));
    } catch (CharConversionException e) {
      throw new UnreadableRecordException(Defect.NOT_JSON, "not UTF-8: " + shorten(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return assemble(rendered.array());
  }

  private void readRow(JsonParser parser, long index, boolean mayBeEnvelope)
      throws IOException, UnreadableRecordException {
    boolean indexSeen = false;
    boolean schemaSeen = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Integer column = columns.get(name);
      if (column != null) {
        if (starts[column] >= 0) {
          throw new UnreadableRecordException(
              Defect.BAD_FIELD, "\"" + name + "\" stands in the row twice");
        }
        int start = rendered.size();
        render(parser, token, name, part.type(column));
        starts[column] = start;
        ends[column] = rendered.size();
      } else if (name.equals("ind") || name.equals("index")) {
        // Some producers keep the key column's name of the pin table in all three.
        checkIndex(parser, token, name, index);
        indexSeen = true;
      } else if (mayBeEnvelope && name.equals("schema")) {
        schemaSeen = true;
        parser.skipChildren();
      } else if (mayBeEnvelope
          && schemaSeen
          && name.equals("payload")
          && token == JsonToken.START_OBJECT) {
        readRow(parser, index, false);
        indexSeen = true;
      } else {
        parser.skipChildren();
      }
    }
    if (!indexSeen) {
      throw missing("ind");
    }
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < 0) {
        throw missing(part.columnNames().get(i));
      }
    }
  }

  private void checkIndex(JsonParser parser, JsonToken token, String name, long index)
      throws IOException, UnreadableRecordException {
    long found = integer(parser, token, name);
    if (found != index) {
      throw new UnreadableRecordException(
          Defect.KEY_MISMATCH, "the key says " + index + " but \"" + name + "\" says " + found);
    }
  }

  private void render(JsonParser parser, JsonToken token, String name, FieldType type)
      throws IOException, UnreadableRecordException {
    if (token == JsonToken.VALUE_NULL) {
      rendered.ascii("null");
      return;
    }
    switch (type) {
      case TEXT -> renderText(parser, token, name);
      case INTEGER -> rendered.ascii(Long.toString(integer(parser, token, name)));
      case COORDINATES -> renderCoordinates(parser, token, name);
      case INSTANT -> renderInstant(parser, token, name);
    }
  }

  private void renderText(JsonParser parser, JsonToken token, String name)
      throws IOException, UnreadableRecordException {
    if (token != JsonToken.VALUE_STRING) {
      throw bad(name, "text", token, parser);
    }
    if (!rendered.string(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
      throw new UnreadableRecordException(
          Defect.BAD_FIELD,
          "\"" + name + "\" holds half a surrogate pair, which is not a character");
    }
  }

  private static long integer(JsonParser parser, JsonToken token, String name)
      throws IOException, UnreadableRecordException {
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        return new BigDecimal(parser.getText()).longValueExact();
      }
      if (token == JsonToken.VALUE_STRING) {
        return Long.parseLong(parser.getText());
      }
    } catch (InputCoercionException | ArithmeticException | NumberFormatException e) {
      throw bad(name, "a whole number", token, parser);
    }
    throw bad(name, "a whole number", token, parser);
  }

  private void renderCoordinates(JsonParser parser, JsonToken token, String name)
      throws IOException, UnreadableRecordException {
    if (token != JsonToken.START_ARRAY) {
      throw bad(name, "an array of latitude and longitude", token, parser);
    }
    rendered.ascii('[');
    int count = 0;
    for (JsonToken element = parser.nextToken();
        element != JsonToken.END_ARRAY;
        element = parser.nextToken()) {
      if (count++ > 0) {
        rendered.ascii(',');
      }
      renderNumber(parser, element, name);
    }
    if (count != 2) {
      throw new UnreadableRecordException(
          Defect.BAD_FIELD,
          "\"" + name + "\" holds " + count + " numbers; expected two, latitude and longitude");
    }
    rendered.ascii(']');
  }

  /**
   * Copies the number's own digits: through a double, -88.8298 might come back as something else.
   */
  private void renderNumber(JsonParser parser, JsonToken token, String name)
      throws IOException, UnreadableRecordException {
    if (token == JsonToken.VALUE_NULL) {
      rendered.ascii("null");
    } else if (token.isNumeric()) {
      rendered.ascii(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else if (token == JsonToken.VALUE_STRING && isJsonNumber(parser.getText())) {
      rendered.ascii(parser.getText());
    } else {
      throw bad(name, "numbers", token, parser);
    }
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

  private void renderInstant(JsonParser parser, JsonToken token, String name)
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
    rendered.ascii('"');
    rendered.ascii(instant.toString());
    rendered.ascii('"');
  }

  private static final String INSTANT_EXPECTED =
      "an instant, as 2018-06-26T02:39:25Z or in epoch milliseconds";

  private byte[] assemble(byte[] source) {
    int length = 0;
    for (int i = 0; i < labels.length; i++) {
      length += labels[i].length + ends[i] - starts[i];
    }
    byte[] fragment = new byte[length];
    int at = 0;
    for (int i = 0; i < labels.length; i++) {
      System.arraycopy(labels[i], 0, fragment, at, labels[i].length);
      at += labels[i].length;
      System.arraycopy(source, starts[i], fragment, at, ends[i] - starts[i]);
      at += ends[i] - starts[i];
    }
    return fragment;
  }

  private UnreadableRecordException missing(String name) {
    return new UnreadableRecordException(
        Defect.MISSING_FIELD,
        "the row has no \"" + name + "\"; expected a clean row of the " + part.label() + " table");
  }

  private static UnreadableRecordException bad(
      String name, String expected, JsonToken token, JsonParser parser) throws IOException {
    String found = token.isScalarValue() ? shorten(parser.getText()) : describe(token);
    return new UnreadableRecordException(
        Defect.BAD_FIELD, "\"" + name + "\" is " + found + "; expected " + expected + " or null");
  }

  private static String describe(JsonToken token) {
    if (token == null) {
      return "blank";
    }
    return switch (token) {
      case START_ARRAY -> "an array";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a text";
      case VALUE_NULL -> "the word null";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "something else";
    };
  }

  private static String shorten(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
