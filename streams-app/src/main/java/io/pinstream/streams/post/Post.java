// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has arrived of one post: up to three rows, each of which knows where its columns are. Stored
 * it is a version byte, a byte whose bits tell the tables whose rows are there, the length of each
 * value (seven bits a byte, lowest first), then the values. Nothing is parsed to write it as JSON
 * or to look at a column. Immutable.
 */
public final class Post {
  /** All columns of a post but {@code ind}, in its order. */
  public static final List<Column> COLUMNS =
      Stream.of(Table.values()).flatMap(table -> table.columns().stream()).toList();

  private static final byte VERSION = 2;
  private static final Table[] TABLES = Table.values();
  private static final byte[] BEGIN = "{\"ind\":".getBytes(US_ASCII);
  private static final byte[][] LABELS =
      COLUMNS.stream()
          .map(column -> (",\"" + column.name() + "\":").getBytes(US_ASCII))
          .toArray(byte[][]::new);
  private static final int ALL_LABELS = Arrays.stream(LABELS).mapToInt(label -> label.length).sum();
  private static final int SEVEN_BITS = 0x7f;

  private final long index;
  private final Row[] rows;

  private Post(long index, Row[] rows) {
    this.index = index;
    this.rows = rows;
  }

  /** A post of which nothing has arrived. */
  public static Post none(long index) {
    return new Post(index, new Row[TABLES.length]);
  }

  /**
   * The post that a stored value holds.
   *
   * @param stored what {@link #stored()} returned; null, what a store says of an unknown index,
   *     holds no rows
   * @throws IncompatibleStateException if another version of Pinstream has written it
   */
  public static Post of(long index, byte[] stored) {
    Post post = none(index);
    if (stored == null) {
      return post;
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    byte version = buffer.get();
    if (version != VERSION) {
      throw new IncompatibleStateException(
          "The stored posts have format "
              + version
              + ", but this version of Pinstream reads format "
              + VERSION);
    }
    byte present = buffer.get();
    int[][] lengths = new int[TABLES.length][];
    for (Table table : TABLES) {
      if ((present & (1 << table.position())) != 0) {
        lengths[table.position()] = readLengths(buffer, table.columns().size());
      }
    }
    int at = buffer.position();
    for (int table = 0; table < lengths.length; table++) {
      int[] ends = lengths[table];
      if (ends != null) {
        int start = at;
        for (int column = 0; column < ends.length; column++) {
          at += ends[column];
          ends[column] = at;
        }
        post.rows[table] = new Row(stored, start, ends);
      }
    }
    return post;
  }

  public long index() {
    return index;
  }

  /** The row of a table, or null if it has not arrived. */
  public Row row(Table table) {
    return rows[table.position()];
  }

  /** Whether all three rows are there. */
  public boolean complete() {
    for (Row row : rows) {
      if (row == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether no row is there. */
  public boolean isEmpty() {
    for (Row row : rows) {
      if (row != null) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of all values. */
  public int size() {
    int size = 0;
    for (Row row : rows) {
      size += row == null ? 0 : row.size();
    }
    return size;
  }

  /** The same post with the row of one table replaced, or taken away if it is null. */
  public Post with(Table table, Row row) {
    Row[] next = rows.clone();
    next[table.position()] = row;
    return new Post(index, next);
  }

  /** Whether a column of a complete post is null. */
  public boolean isNull(Column column) {
    return row(column.table()).isNull(column.position());
  }

  /** The bits of the columns that are null in a complete post. */
  public int nulls() {
    int nulls = 0;
    int bit = 1;
    for (Table table : TABLES) {
      Row row = row(table);
      for (int column = 0; column < table.columns().size(); column++, bit <<= 1) {
        nulls |= row.isNull(column) ? bit : 0;
      }
    }
    return nulls;
  }

  /**
   * The bits of the columns in which two complete posts differ. Rows that they share cost nothing.
   */
  @SuppressWarnings("ReferenceEquality") // a row that both have is the same object, mostly
  public int changes(Post other) {
    int changes = 0;
    int bit = 1;
    for (Table table : TABLES) {
      Row row = row(table);
      Row otherRow = other.row(table);
      int columns = table.columns().size();
      if (row == otherRow) {
        bit <<= columns;
        continue;
      }
      for (int column = 0; column < columns; column++, bit <<= 1) {
        changes |= row.sameValue(column, otherRow) ? 0 : bit;
      }
    }
    return changes;
  }

  /** The post as the store and its changelog keep it. */
  public byte[] stored() {
    int present = 0;
    int size = 2;
    for (Table table : TABLES) {
      Row row = row(table);
      if (row != null) {
        present |= 1 << table.position();
        size += row.size();
        for (int column = 0; column < table.columns().size(); column++) {
          size += lengthBytes(row.end(column) - row.start(column));
        }
      }
    }
    ByteBuffer stored = ByteBuffer.allocate(size).put(VERSION).put((byte) present);
    for (Table table : TABLES) {
      Row row = row(table);
      for (int column = 0; row != null && column < table.columns().size(); column++) {
        writeLength(stored, row.end(column) - row.start(column));
      }
    }
    for (Row row : rows) {
      if (row != null) {
        stored.put(row.bytes(), row.start(0), row.size());
      }
    }
    return stored.array();
  }

  /**
   * The post as JSON.
   *
   * @throws IllegalStateException if a row is missing
   */
  public byte[] json() {
    if (!complete()) {
      throw new IllegalStateException("post " + index + " is not complete");
    }
    byte[] ind = Long.toString(index).getBytes(US_ASCII);
    byte[] json = new byte[BEGIN.length + ind.length + ALL_LABELS + size() + 1];
    int at = copy(BEGIN, 0, BEGIN.length, json, 0);
    at = copy(ind, 0, ind.length, json, at);
    int label = 0;
    for (Table table : TABLES) {
      Row row = row(table);
      for (int column = 0; column < table.columns().size(); column++) {
        byte[] name = LABELS[label++];
        at = copy(name, 0, name.length, json, at);
        at = copy(row.bytes(), row.start(column), row.end(column), json, at);
      }
    }
    json[at] = '}';
    return json;
  }

  private static int copy(byte[] from, int start, int end, byte[] to, int at) {
    System.arraycopy(from, start, to, at, end - start);
    return at + end - start;
  }

  private static int[] readLengths(ByteBuffer buffer, int columns) {
    int[] lengths = new int[columns];
    for (int column = 0; column < columns; column++) {
      int length = 0;
      int shift = 0;
      byte next;
      do {
        next = buffer.get();
        length |= (next & SEVEN_BITS) << shift;
        shift += 7;
      } while (next < 0);
      lengths[column] = length;
    }
    return lengths;
  }

  private static void writeLength(ByteBuffer buffer, int length) {
    int rest = length;
    while (rest > SEVEN_BITS) {
      buffer.put((byte) ((rest & SEVEN_BITS) | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }

  private static int lengthBytes(int length) {
    int bytes = 1;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }
}
