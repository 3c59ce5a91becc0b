// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole tables. */
public final class SnapshotReader {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

  private final Dialect dialect;

  public SnapshotReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Reads the rows in the range.
   *
   * @param onlyWhole leaves out the indexes that some table lacks
   */
  public Snapshot read(
      Connection connection, List<TableLayout> tables, IndexRange range, boolean onlyWhole)
      throws SQLException {
    List<RowList> rows = new ArrayList<>();
    for (TableLayout table : tables) {
      rows.add(readTable(connection, table, range));
    }
    Snapshot snapshot = Snapshot.align(rows, onlyWhole);
    int left = rows.get(0).size() - snapshot.size();
    if (left > 0) {
      LOG.warn(
          "{} of the {} indexes of table {} are left out: another table has no row for them"
              + " (missing.row=skip)",
          left,
          rows.get(0).size(),
          tables.get(0).table());
    }
    return snapshot;
  }

  private RowList readTable(Connection connection, TableLayout table, IndexRange range)
      throws SQLException {
    String index = dialect.quote(table.indexColumn());
    String query =
        "SELECT "
            + index
            + ", "
            + table.columnList(dialect)
            + " FROM "
            + dialect.quoteTable(table.table())
            + " WHERE "
            + index
            + (range.isAll() ? " IS NOT NULL" : " BETWEEN ? AND ?");
    RowList rows = new RowList();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(dialect.streamingFetchSize());
      if (!range.isAll()) {
        statement.setLong(1, range.low());
        statement.setLong(2, range.high());
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(result.getLong(1), table.readRow(result, 2));
        }
      }
    }
    int dropped = rows.sort();
    if (dropped > 0) {
      LOG.warn(
          "{} rows of table {} are left out: an earlier row has the same {}",
          dropped,
          table.table(),
          table.indexColumn());
    }
    return rows;
  }
}
