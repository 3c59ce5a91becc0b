// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one table's rows, the only place where rows are parsed. What it takes is checked and spelt
 * in one way, so that all that follows is copying and comparing of bytes.
 *
 * <p>Reads what {@code JsonConverter} writes with and without schemas, in UTF-8 alone; instants as
 * ISO text or as a number of epoch milliseconds; other numbers also as text. Columns that a post
 * does not have are left out, but those that only raw rows have make the row a raw one. Not
 * thread-safe.
 */
public final class RowReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_SHOWN = 60;

  /** What a JSON object turned out to be. */
  private enum Content {
    ROW,
    TOMBSTONE,
    // Whether it is one is known when it ends: the payload has to be read again.
    ENVELOPE_WITH_SCHEMA_LAST
  }

  private final Table table;
  private final List<Column> columns;
  private final ValueReader[] readers;
  private final int[] starts;
  private final int[] ends;
  private final JsonBytes values = new JsonBytes();
  private final JsonEncoding encoding = new JsonEncoding();

  public RowReader(Table table) {
    this.table = table;
    this.columns = table.columns();
    this.readers =
        columns.stream().map(column -> new ValueReader(column, values)).toArray(ValueReader[]::new);
    this.starts = new int[readers.length];
    this.ends = new int[readers.length];
  }

  /**
   * Reads a row.
   *
   * @param value a record's value
   * @param index what the record's key says; the row has to say the same
   * @return the row; null for a tombstone, a null payload with its schema
   * @throws UnreadableRecordException if the value is not a clean row of this table
   */
  public Row read(byte[] value, long index) throws UnreadableRecordException {
    encoding.check(value);
    Content content = parse(value, index, false);
    if (content == Content.ENVELOPE_WITH_SCHEMA_LAST) {
      content = parse(value, index, true);
    }
    return content == Content.TOMBSTONE ? null : assemble();
  }

  private Content parse(byte[] value, long index, boolean schemaKnown)
      throws UnreadableRecordException {
    Arrays.fill(starts, -1);
    values.clear();
    try (JsonParser parser = JSON.createParser(value)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new UnreadableRecordException(
            DeadLetterReason.NOT_A_ROW,
            "the value is " + describe(first) + "; expected one JSON object, the row");
      }
      Content content = readObject(parser, index, true, schemaKnown);
      if (parser.nextToken() != null) {
        throw new UnreadableRecordException(
            DeadLetterReason.NOT_JSON, "there is more text after the JSON object");
      }
      return content;
    } catch (JsonProcessingException e) {
      throw new UnreadableRecordException(
          DeadLetterReason.NOT_JSON, "not JSON: " + shorten(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /**
   * Reads a row, or the envelope that {@code JsonConverter} puts around one with its schema.
   *
   * @param mayBeEnvelope false for what an envelope holds
   * @param schemaKnown whether it is known already that there is a schema
   */
  private Content readObject(
      JsonParser parser, long index, boolean mayBeEnvelope, boolean schemaKnown)
      throws IOException, UnreadableRecordException {
    boolean indexSeen = false;
    boolean schemaSeen = schemaKnown;
    boolean payloadPassed = false;
    Content payload = null;
    int fields = 0;
    // Columns come in the order of the post, mostly.
    int expected = 0;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      fields++;
      int column = position(name, expected);
      if (column >= 0) {
        readColumn(parser, token, column);
        expected = column + 1;
      } else if (name.equals("ind")) {
        if (indexSeen) {
          throw twice(name);
        }
        checkIndex(parser, token, index);
        indexSeen = true;
      } else if (RawRow.hasColumn(name)) {
        throw raw("has \"" + name + "\"");
      } else if (mayBeEnvelope && name.equals("schema")) {
        schemaSeen = true;
        parser.skipChildren();
      } else if (mayBeEnvelope && schemaSeen && name.equals("payload")) {
        payload = readPayload(parser, token, index);
      } else {
        payloadPassed |= name.equals("payload");
        parser.skipChildren();
      }
    }
    // A row may have columns of these names too.
    boolean envelope = mayBeEnvelope && schemaSeen && fields == 2;
    if (payload == Content.ROW || (payload == Content.TOMBSTONE && envelope)) {
      return payload;
    }
    if (payloadPassed && envelope) {
      return Content.ENVELOPE_WITH_SCHEMA_LAST;
    }
    checkComplete(indexSeen);
    return Content.ROW;
  }

  private Content readPayload(JsonParser parser, JsonToken token, long index)
      throws IOException, UnreadableRecordException {
    if (token == JsonToken.START_OBJECT) {
      return readObject(parser, index, false, false);
    }
    parser.skipChildren();
    return token == JsonToken.VALUE_NULL ? Content.TOMBSTONE : null;
  }

  private void checkComplete(boolean indexSeen) throws UnreadableRecordException {
    if (!indexSeen) {
      throw missing("ind");
    }
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < 0) {
        throw missing(columns.get(i).name());
      }
    }
  }

  private int position(String name, int expected) {
    if (expected < readers.length && columns.get(expected).name().equals(name)) {
      return expected;
    }
    for (int i = 0; i < readers.length; i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void readColumn(JsonParser parser, JsonToken token, int column)
      throws IOException, UnreadableRecordException {
    if (starts[column] >= 0) {
      throw twice(columns.get(column).name());
    }
    int start = values.size();
    if (!readers[column].read(parser, token)) {
      throw raw(
          "says \"" + shorten(parser.getText()) + "\" in \"" + columns.get(column).name() + "\"");
    }
    starts[column] = start;
    ends[column] = values.size();
  }

  private static void checkIndex(JsonParser parser, JsonToken token, long index)
      throws IOException, UnreadableRecordException {
    long found = ValueReader.integer(parser, token, "ind");
    if (found != index) {
      throw new UnreadableRecordException(
          DeadLetterReason.KEY_MISMATCH, "the key says " + index + " but \"ind\" says " + found);
    }
  }

  private Row assemble() {
    byte[] bytes = new byte[values.size()];
    int[] rowEnds = new int[ends.length];
    int at = 0;
    for (int i = 0; i < ends.length; i++) {
      int length = ends[i] - starts[i];
      System.arraycopy(values.array(), starts[i], bytes, at, length);
      at += length;
      rowEnds[i] = at;
    }
    return new Row(bytes, 0, rowEnds);
  }

  private static UnreadableRecordException twice(String name) {
    return new UnreadableRecordException(
        DeadLetterReason.BAD_FIELD, "\"" + name + "\" stands in the row twice");
  }

  private UnreadableRecordException missing(String name) {
    return new UnreadableRecordException(
        DeadLetterReason.MISSING_FIELD,
        "the row has no \"" + name + "\"; expected a clean row of the " + table.label() + " table");
  }

  private UnreadableRecordException raw(String found) {
    return new UnreadableRecordException(
        DeadLetterReason.RAW_ROW,
        "the row "
            + found
            + ", as rows have that nobody cleaned; expected a clean row of the "
            + table.label()
            + " table. Clean it with the transform Clean before");
  }

  static String describe(JsonToken token) {
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

  /** A text as messages show it. */
  public static String shorten(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
