// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The queries on one table. None of them counts rows off: a row is found by its index.
 *
 * @param indexed whether a row is found without a search through the whole table
 */
record TableQueries(Dialect dialect, TableLayout table, boolean indexed, Warnings warnings) {

  /** So few rows the driver holds at a time, for they may be far larger than those before. */
  private static final int FETCHED_ROWS = 16;

  Schema schema() {
    return table.schema();
  }

  /** The smallest and the largest index in a range; null if there is none. */
  IndexRange bounds(Connection connection, IndexRange range) throws SQLException {
    // With IS NOT NULL, which changes nothing here, MySQL and MariaDB go through the whole index.
    String where = range.isAll() ? "" : condition(range);
    String query = "SELECT MIN(%1$s), MAX(%1$s)".formatted(index()) + from() + where;
    try (PreparedStatement statement = prepare(connection, query, range);
        ResultSet result = statement.executeQuery()) {
      result.next();
      long first = result.getLong(1);
      return result.wasNull() ? null : new IndexRange(first, result.getLong(2));
    }
  }

  IndexSet readIndexes(Connection connection, IndexRange range) throws SQLException {
    String query = "SELECT " + index() + from() + condition(range) + " ORDER BY " + index();
    IndexSet.Builder indexes = new IndexSet.Builder();
    try (PreparedStatement statement = prepare(connection, query, range)) {
      statement.setFetchSize(dialect.traits().streamingFetchSize());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          indexes.add(result.getLong(1));
        }
      }
    }
    if (indexes.dropped() > 0) {
      warnings.say(
          "{} rows of table {} are left out: an earlier row has the same {}",
          indexes.dropped(),
          table.table().name(),
          table.table().indexColumn());
    }
    return indexes.build();
  }

  /** Whether each of these indexes has a row. */
  boolean hasAll(Connection connection, Set<Long> indexes) throws SQLException {
    String select = "SELECT COUNT(DISTINCT " + index() + ")";
    try (PreparedStatement statement = search(connection, select, indexes);
        ResultSet result = statement.executeQuery()) {
      return result.next() && result.getInt(1) == indexes.size();
    }
  }

  /**
   * The rows of some indexes, of at least one. What the table has between them is not kept, and not
   * read where it may be much.
   *
   * @param bytes where these are too many, the rest is left out
   */
  Map<Long, Struct> readRows(Connection connection, SortedSet<Long> indexes, ReadBytes bytes)
      throws SQLException {
    IndexRange range = new IndexRange(indexes.first(), indexes.last());
    // Below 0 where the difference is beyond a long.
    long reach = range.high() - range.low();
    boolean near = reach >= 0 && reach < 2L * indexes.size();
    try (PreparedStatement statement =
        near
            ? prepare(connection, select() + from() + condition(range), range)
            : search(connection, select(), indexes)) {
      return rows(statement, indexes, bytes);
    }
  }

  /**
   * A statement of one of few lengths, so that the database prepares few: the last place repeats.
   */
  private PreparedStatement search(Connection connection, String select, Set<Long> indexes)
      throws SQLException {
    int places = indexes.size() == 1 ? 1 : Integer.highestOneBit(indexes.size() - 1) << 1;
    String in = String.join(",", Collections.nCopies(places, "?"));
    PreparedStatement statement =
        connection.prepareStatement(select + from() + " WHERE " + index() + " IN (" + in + ")");
    Iterator<Long> rest = indexes.iterator();
    long index = rest.next();
    for (int place = 1; place <= places; place++) {
      statement.setLong(place, index);
      index = rest.hasNext() ? rest.next() : index;
    }
    return statement;
  }

  private Map<Long, Struct> rows(PreparedStatement statement, Set<Long> wanted, ReadBytes bytes)
      throws SQLException {
    Map<Long, Struct> rows = new HashMap<>();
    boolean several = false;
    statement.setFetchSize(Math.min(FETCHED_ROWS, dialect.traits().streamingFetchSize()));
    try (ResultSet result = statement.executeQuery()) {
      while (!bytes.areTooMany() && result.next()) {
        long found = result.getLong(1);
        if (rows.containsKey(found)) {
          several = true;
        } else if (wanted.contains(found)) {
          Struct row = table.readRow(result, 2);
          rows.put(found, row);
          bytes.add(row);
        }
      }
    }
    if (several) {
      warnings.say(
          "Table {} has several rows of the same {}: the first one read is taken",
          table.table().name(),
          table.table().indexColumn());
    }
    return rows;
  }

  private String from() {
    return table.table().from(dialect);
  }

  private String index() {
    return dialect.quote(table.table().indexColumn());
  }

  private String select() {
    return "SELECT " + index() + ", " + table.columnList();
  }

  private String condition(IndexRange range) {
    return " WHERE " + index() + (range.isAll() ? " IS NOT NULL" : " BETWEEN ? AND ?");
  }

  private static PreparedStatement prepare(Connection connection, String query, IndexRange range)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    if (!range.isAll()) {
      statement.setLong(1, range.low());
      statement.setLong(2, range.high());
    }
    return statement;
  }
}
