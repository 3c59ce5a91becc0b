// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One table's row of a post: its values as JSON in the post's spelling, one behind the other, and
 * where each ends. Equal content is equal bytes, since {@link RowReader} spells each value in one
 * way only. Immutable.
 */
public final class Row {
  /** How many bytes a name has at most, between its quotes. Versions before had longer ones. */
  public static final int MAX_NAME_BYTES = 8 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] bytes;
  private final int start;
  private final int[] ends;

  /**
   * Takes a row that lies in an array, which nobody may change any more.
   *
   * @param start where its first value begins
   * @param ends the positions behind each value
   */
  Row(byte[] bytes, int start, int[] ends) {
    this.bytes = bytes;
    this.start = start;
    this.ends = ends;
  }

  /** The array in which the row lies; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a column's value begins. */
  public int start(int column) {
    return column == 0 ? start : ends[column - 1];
  }

  /** The position behind a column's value. */
  public int end(int column) {
    return ends[column];
  }

  /** Bytes of all values together. */
  public int size() {
    return ends[ends.length - 1] - start;
  }

  public boolean isNull(int column) {
    return bytes[start(column)] == 'n';
  }

  /** The value of a column of whole numbers that is not null. */
  public long number(int column) {
    return digits(start(column), end(column));
  }

  /** The year (UTC) of a column of instants that is not null. */
  public int year(int column) {
    // Instants are spelt in UTC, and with four digits for the year.
    return (int) digits(start(column) + 1, start(column) + 5);
  }

  /** Whether a column has a name that is not too long to be held in memory. */
  public boolean hasName(int column) {
    return !isNull(column) && end(column) - start(column) - 2 <= MAX_NAME_BYTES;
  }

  /** A column's text without its quotes, still escaped as JSON. */
  public String escapedText(int column) {
    return new String(
        bytes, start(column) + 1, end(column) - start(column) - 2, StandardCharsets.UTF_8);
  }

  /** A column's text; not null. */
  String text(int column) {
    return unescaped(escapedText(column));
  }

  /** The text that is escaped as JSON so, without its quotes. */
  public static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    try (JsonParser parser = JSON.createParser('"' + text + '"')) {
      return parser.nextTextValue();
    } catch (IOException e) {
      throw new UncheckedIOException("a row holds what is not JSON", e);
    }
  }

  private long digits(int from, int to) {
    boolean negative = bytes[from] == '-';
    // Negative all along: the range of long is larger there.
    long number = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      number = number * 10 - (bytes[i] - '0');
    }
    return negative ? number : -number;
  }

  /** Whether a column has a value, given as JSON in the post's spelling. */
  boolean is(int column, byte[] value) {
    return Arrays.equals(bytes, start(column), end(column), value, 0, value.length);
  }

  /** Whether a column of another row of the same table has the same value. */
  boolean sameValue(int column, Row other) {
    return Arrays.equals(
        bytes, start(column), end(column), other.bytes, other.start(column), other.end(column));
  }

  @Override
  public boolean equals(Object object) {
    if (this == object) {
      return true;
    }
    if (!(object instanceof Row other)
        || other.ends.length != ends.length
        || other.size() != size()) {
      return false;
    }
    for (int column = 0; column < ends.length; column++) {
      if (end(column) - start != other.end(column) - other.start) {
        return false;
      }
    }
    return Arrays.equals(
        bytes, start, start + size(), other.bytes, other.start, other.start + size());
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = start; i < start + size(); i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash;
  }

  /** The values, for a log or a test. */
  @Override
  public String toString() {
    return values().toString();
  }

  private List<String> values() {
    String[] values = new String[ends.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = new String(bytes, start(i), end(i) - start(i), StandardCharsets.UTF_8);
    }
    return List.of(values);
  }
}
