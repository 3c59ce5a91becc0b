// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries on one table. None of them counts rows off: a row is found by its index. */
final class TableQueries {

  private static final Logger LOG = LoggerFactory.getLogger(TableQueries.class);

  private final Dialect dialect;
  private final TableLayout table;
  private final String from;
  private final String index;

  TableQueries(Dialect dialect, TableLayout table) {
    this.dialect = dialect;
    this.table = table;
    from = " FROM " + dialect.quote(table.table());
    index = dialect.quote(table.indexColumn());
  }

  TableLayout layout() {
    return table;
  }

  /**
   * How many rows there are in a range, and how far they reach.
   *
   * @param rows with an index
   * @param first the smallest index
   * @param last the largest index
   */
  record Bounds(long rows, long first, long last) {}

  Bounds bounds(Connection connection, IndexRange range) throws SQLException {
    String query =
        "SELECT COUNT(%1$s), MIN(%1$s), MAX(%1$s)".formatted(index) + from + condition(range);
    try (PreparedStatement statement = prepare(connection, query, range);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return new Bounds(result.getLong(1), result.getLong(2), result.getLong(3));
    }
  }

  PackedRows readAll(Connection connection, IndexRange range) throws SQLException {
    String query = select() + condition(range);
    PackedRows rows = new PackedRows(table.schema());
    Object[] values = new Object[table.schema().fields().size()];
    try (PreparedStatement statement = prepare(connection, query, range)) {
      statement.setFetchSize(dialect.streamingFetchSize());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          table.readRow(result, 2, values);
          rows.add(result.getLong(1), values);
        }
      }
    }
    warnOfDropped(rows.seal());
    return rows;
  }

  IndexSet readIndexes(Connection connection, IndexRange range) throws SQLException {
    IndexKey key = IndexKey.read(connection, table);
    if (key == IndexKey.NONE) {
      LOG.warn(
          "Column {} of table {} has no index, so every batch of rows is searched for in the whole"
              + " table: create an index on it, or raise snapshot.max.rows so that the table is held"
              + " in memory",
          table.indexColumn(),
          table.table());
    }
    Bounds bounds = bounds(connection, range);
    if (bounds.rows() > Integer.MAX_VALUE) {
      throw new TableLayoutException(
          TableLayoutException.Problem.TOO_MANY_ROWS,
          "table "
              + table.table()
              + " has "
              + bounds.rows()
              + " rows in the range "
              + range
              + ", more than the "
              + Integer.MAX_VALUE
              + " that can be drawn from: set sampling.range");
    }
    if (key == IndexKey.UNIQUE && bounds.last() - bounds.first() == bounds.rows() - 1) {
      return IndexSet.withoutGaps(bounds.first(), (int) bounds.rows());
    }
    return readEachIndex(connection, range, (int) bounds.rows());
  }

  private IndexSet readEachIndex(Connection connection, IndexRange range, int expected)
      throws SQLException {
    long[] indexes = new long[expected + 1];
    int size = 0;
    try (PreparedStatement statement =
        prepare(connection, "SELECT " + index + from + condition(range), range)) {
      statement.setFetchSize(dialect.streamingFetchSize());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, size + (size >> 1) + 1);
          }
          indexes[size++] = result.getLong(1);
        }
      }
    }
    Arrays.sort(indexes, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || indexes[kept - 1] != indexes[i]) {
        indexes[kept++] = indexes[i];
      }
    }
    warnOfDropped(size - kept);
    return IndexSet.of(indexes, kept);
  }

  /**
   * The rows of some indexes.
   *
   * @param indexes at least one, each once
   * @param size how many places the statement has; the same for every call, so that the database
   *     prepares it once
   */
  Map<Long, Struct> readRows(Connection connection, long[] indexes, int size) throws SQLException {
    String query =
        select()
            + " WHERE "
            + index
            + " IN ("
            + String.join(",", Collections.nCopies(size, "?"))
            + ")";
    Map<Long, Struct> rows = new HashMap<>(2 * size);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < size; i++) {
        statement.setLong(i + 1, indexes[Math.min(i, indexes.length - 1)]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.putIfAbsent(result.getLong(1), table.readRow(result, 2));
        }
      }
    }
    return rows;
  }

  private String select() {
    return "SELECT " + index + ", " + table.columnList() + from;
  }

  private String condition(IndexRange range) {
    return " WHERE " + index + (range.isAll() ? " IS NOT NULL" : " BETWEEN ? AND ?");
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

  private void warnOfDropped(int dropped) {
    if (dropped > 0) {
      LOG.warn(
          "{} rows of table {} are left out: an earlier row has the same {}",
          dropped,
          table.table(),
          table.indexColumn());
    }
  }
}
