// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One short look at the database, for the validation of settings. */
public final class DatabaseProbe implements AutoCloseable {

  private final Dialect dialect;
  private final Connection connection;

  public DatabaseProbe(Dialect dialect, ConnectionSettings settings) throws SQLException {
    this.dialect = dialect;
    connection = dialect.connect(settings);
  }

  /** The tables and views that the user sees, as the setting {@code tables} names them. */
  public List<String> tables() throws SQLException {
    String[] types = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW"};
    TreeSet<String> names = new TreeSet<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), "%", types)) {
      while (rows.next()) {
        names.add(new TableName(null, rows.getString("TABLE_NAME")).toString());
      }
    }
    return List.copyOf(names);
  }

  /** The columns of a table that can hold an index. */
  public List<String> integerColumns(SampledTable table) throws SQLException {
    List<String> names = new ArrayList<>();
    for (ColumnType column : TableLayout.columns(connection, dialect, table)) {
      if (TableLayout.canBeIndex(dialect.map(column, ZoneOffset.UTC))) {
        names.add(column.name());
      }
    }
    return names;
  }

  /**
   * Looks whether tables can be read as they are asked for.
   *
   * @throws TableLayoutException if one can't
   */
  public void checkLayout(TableSelection selection, int table) throws SQLException {
    TableLayout unused = TableLayout.read(connection, dialect, selection, table);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
