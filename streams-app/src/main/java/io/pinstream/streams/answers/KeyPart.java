// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.Table;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parts of which the keys are made that questions count: what each takes of which column, and
 * how it is read. A post that lacks a part is not asked about.
 */
@SuppressWarnings("ImmutableEnumChecker") // records, and functions without state
enum KeyPart {
  COUNTRY(Table.GEO, "country", KeyPart::name, PackedKey::takeText),
  CATEGORY(Table.PIN, "category", KeyPart::name, PackedKey::takeText),
  POSTER_NAME(Table.PIN, "poster_name", KeyPart::name, PackedKey::takeText),
  FOLLOWER_COUNT(Table.PIN, "follower_count", KeyPart::number, ByteBuffer::getLong),
  /** As the youngest age of the group. */
  AGE_GROUP(Table.USER, "age", KeyPart::ageGroup, KeyPart::takeAgeGroup),
  POST_YEAR(
      Table.GEO,
      "timestamp",
      (row, column, key) -> year(row, column, 2018, 2022, key),
      ByteBuffer::getLong),
  JOIN_YEAR(
      Table.USER,
      "date_joined",
      (row, column, key) -> year(row, column, 2015, 2020, key),
      ByteBuffer::getLong),
  // The three that tell users apart, null like any other value.
  USER_NAME(Table.USER, "user_name", KeyPart::nameOrNull, PackedKey::takeText),
  DATE_JOINED(Table.USER, "date_joined", KeyPart::nameOrNull, PackedKey::takeText),
  /** Comes last, and is left out if it is null: every number is an age that somebody may have. */
  AGE(Table.USER, "age", KeyPart::numberOrNothing, ByteBuffer::getLong);

  /** By their youngest age; who is younger belongs to none. */
  private static final NavigableMap<Long, String> AGE_GROUPS =
      new TreeMap<>(Map.of(18L, "18-24", 25L, "25-35", 36L, "36-50", 51L, "+50"));

  /** Writes a part. */
  @FunctionalInterface
  private interface Writer {
    /** Writes what a row has in a column; returns false if that is nothing to be counted. */
    boolean write(Row row, int column, PackedKey key);
  }

  private final Table table;
  private final Column column;
  private final Writer writer;
  private final Function<ByteBuffer, Object> reader;

  KeyPart(Table table, String column, Writer writer, Function<ByteBuffer, Object> reader) {
    this.table = table;
    this.column = table.column(column);
    this.writer = writer;
    this.reader = reader;
  }

  /** The bit of the column that it is taken of. */
  int bit() {
    return column.bit();
  }

  /** Appends the part of a complete post; returns false if it has none. */
  boolean write(Post post, PackedKey key) {
    return writer.write(post.row(table), column.position(), key);
  }

  /** Takes the part off a key. */
  Object take(ByteBuffer key) {
    return reader.apply(key);
  }

  private static boolean name(Row row, int column, PackedKey key) {
    return !row.isNull(column) && nameOrNull(row, column, key);
  }

  /** An earlier version has stored longer names than rows may have: they count nowhere. */
  private static boolean nameOrNull(Row row, int column, PackedKey key) {
    if (!row.isNull(column) && !row.hasName(column)) {
      return false;
    }
    key.text(row, column);
    return true;
  }

  private static boolean number(Row row, int column, PackedKey key) {
    return !row.isNull(column) && numberOrNothing(row, column, key);
  }

  private static boolean numberOrNothing(Row row, int column, PackedKey key) {
    if (!row.isNull(column)) {
      key.number(row.number(column));
    }
    return true;
  }

  private static boolean ageGroup(Row row, int column, PackedKey key) {
    Long youngest = row.isNull(column) ? null : AGE_GROUPS.floorKey(row.number(column));
    if (youngest == null) {
      return false;
    }
    key.number(youngest);
    return true;
  }

  private static String takeAgeGroup(ByteBuffer key) {
    return AGE_GROUPS.get(key.getLong());
  }

  private static boolean year(Row row, int column, int first, int last, PackedKey key) {
    int year = row.isNull(column) ? first - 1 : row.year(column);
    if (year < first || year > last) {
      return false;
    }
    key.number(year);
    return true;
  }
}
