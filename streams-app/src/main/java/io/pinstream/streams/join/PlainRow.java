// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the columns in a row as {@code JsonConverter} and {@code Clean} write it: an object without
 * blanks, of this table's columns and its index only, each value spelt as a post spells it. Such
 * values are taken as the bytes they are. Of everything else, good or bad, this says only that it
 * is not plain: a JSON parser then decides. Not thread-safe.
 */
final class PlainRow {
  private static final byte[] NULL = ascii("null");
  private static final byte[] INSTANT_SHAPE = ascii("\"0000-00-00T00:00:00");
  private static final byte[][] INDEX_NAMES = {ascii("\"ind\":"), ascii("\"index\":")};
  private static final int INDEX = -1;
  private static final int UNKNOWN = -2;
  // Fewer digits than a long's largest number has.
  private static final int MAX_DIGITS = 18;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final byte[][] labels;
  private final FieldType[] types;
  private final int[] starts;
  private final int[] ends;

  private byte[] row;
  private int at;

  /**
   * Looks for one table's columns.
   *
   * @param starts is told where each column's value begins in the row
   * @param ends is told where it ends, behind its last byte
   */
  PlainRow(Part part, int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
    List<String> names = part.columnNames();
    labels = new byte[names.size()][];
    types = new FieldType[names.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ascii("\"" + names.get(i) + "\":");
      types[i] = part.type(i);
    }
  }

  /**
   * Finds the columns.
   *
   * @param index that the row has to have
   * @return false if the row is not plain or not this post's
   */
  boolean find(byte[] value, long index) {
    row = value;
    at = 0;
    Arrays.fill(starts, -1);
    int found = 0;
    boolean indexSeen = false;
    // Columns come in the order of the post, mostly.
    int expected = 0;
    byte before = '{';
    do {
      if (!next(before)) {
        return false;
      }
      before = ',';
      int column = label(expected);
      if (column == UNKNOWN) {
        return false;
      }
      int start = at;
      if (column == INDEX) {
        if (indexSeen || !integer() || number(start) != index) {
          return false;
        }
        indexSeen = true;
      } else {
        if (starts[column] >= 0 || !value(types[column])) {
          return false;
        }
        starts[column] = start;
        ends[column] = at;
        found++;
        expected = column + 1;
      }
    } while (at < row.length && row[at] != '}');
    return indexSeen && found == labels.length && at == row.length - 1;
  }

  private int label(int expected) {
    if (expected < labels.length && is(labels[expected])) {
      return expected;
    }
    for (byte[] name : INDEX_NAMES) {
      if (is(name)) {
        return INDEX;
      }
    }
    for (int i = 0; i < labels.length; i++) {
      if (is(labels[i])) {
        return i;
      }
    }
    return UNKNOWN;
  }

  private boolean value(FieldType type) {
    if (at < row.length && row[at] == 'n') {
      return is(NULL);
    }
    return switch (type) {
      case TEXT -> text();
      case INTEGER -> integer();
      case COORDINATES -> next('[') && decimal() && next(',') && decimal() && next(']');
      case INSTANT -> instant();
    };
  }

  private boolean text() {
    if (!next('"')) {
      return false;
    }
    while (at < row.length) {
      byte b = row[at++];
      if (b == '"') {
        return true;
      }
      if (b == '\\') {
        // The other escapes could be spelt in another way.
        if (at == row.length || "\"\\nrtbf".indexOf(row[at++]) < 0) {
          return false;
        }
      } else if (b < 0) {
        if (!character(b)) {
          return false;
        }
      } else if (b < ' ') {
        return false;
      }
    }
    return false;
  }

  /** The rest of a character beyond ASCII, in the one way that UTF-8 has to spell it. */
  private boolean character(byte first) {
    int more;
    int least;
    int point;
    if ((first & 0xe0) == 0xc0) {
      more = 1;
      least = 0x80;
      point = first & 0x1f;
    } else if ((first & 0xf0) == 0xe0) {
      more = 2;
      least = 0x800;
      point = first & 0xf;
    } else if ((first & 0xf8) == 0xf0) {
      more = 3;
      least = 0x10000;
      point = first & 7;
    } else {
      return false;
    }
    if (row.length - at < more) {
      return false;
    }
    for (int i = 0; i < more; i++) {
      byte b = row[at++];
      if ((b & 0xc0) != 0x80) {
        return false;
      }
      point = point << 6 | (b & 0x3f);
    }
    return point >= least
        && point <= Character.MAX_CODE_POINT
        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  private boolean integer() {
    int start = at;
    if (at < row.length && row[at] == '-') {
      at++;
    }
    int first = at;
    int digits = digits();
    return digits > 0
        && digits <= MAX_DIGITS
        && (row[first] != '0' || (digits == 1 && first == start));
  }

  private long number(int start) {
    boolean negative = row[start] == '-';
    long number = 0;
    for (int i = negative ? start + 1 : start; i < at; i++) {
      number = number * 10 + row[i] - '0';
    }
    return negative ? -number : number;
  }

  private boolean decimal() {
    if (at < row.length && row[at] == '-') {
      at++;
    }
    int first = at;
    int digits = digits();
    if (digits == 0 || digits > MAX_DIGITS || (row[first] == '0' && digits > 1)) {
      return false;
    }
    if (at < row.length && row[at] == '.') {
      at++;
      int places = digits();
      return places > 0 && places <= MAX_DIGITS;
    }
    return true;
  }

  /** {@code "2018-06-26T02:39:25Z"}, or with milliseconds. */
  private boolean instant() {
    byte[] shape = INSTANT_SHAPE;
    if (row.length - at < shape.length + 2) {
      return false;
    }
    int from = at;
    for (int i = 0; i < shape.length; i++) {
      byte b = row[from + i];
      if (shape[i] == '0' ? b < '0' || b > '9' : b != shape[i]) {
        return false;
      }
    }
    int year = two(from + 1) * 100 + two(from + 3);
    int month = two(from + 6);
    int day = two(from + 9);
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month < 1
        || month > 12
        || day < 1
        || day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)
        || two(from + 12) > 23
        || two(from + 15) > 59
        || two(from + 18) > 59) {
      return false;
    }
    at = from + shape.length;
    if (row[at] == '.') {
      at++;
      int first = at;
      if (digits() != 3 || (row[first] == '0' && row[first + 1] == '0' && row[first + 2] == '0')) {
        return false;
      }
    }
    return next('Z') && next('"');
  }

  private int two(int position) {
    return (row[position] - '0') * 10 + row[position + 1] - '0';
  }

  private int digits() {
    int first = at;
    while (at < row.length && row[at] >= '0' && row[at] <= '9') {
      at++;
    }
    return at - first;
  }

  private boolean next(int wanted) {
    return at < row.length && row[at++] == wanted;
  }

  private boolean is(byte[] wanted) {
    int end = at + wanted.length;
    if (end > row.length || !Arrays.equals(row, at, end, wanted, 0, wanted.length)) {
      return false;
    }
    at = end;
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
