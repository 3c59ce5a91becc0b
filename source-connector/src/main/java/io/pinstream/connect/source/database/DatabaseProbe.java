// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One short look at the database, for the validation of settings. */
public final class DatabaseProbe implements AutoCloseable {

  private final Dialect dialect;
  private final Duration longestQuery;
  private final Duration longest;
  private final long end;
  private final Connection connection;
  private Duration limit;

  /**
   * @param longest after which nothing is asked any more
   */
  public DatabaseProbe(Dialect dialect, ConnectionSettings settings, Duration longest)
      throws SQLException {
    this.dialect = dialect;
    this.longest = longest;
    longestQuery = settings.queryTimeout();
    end = System.nanoTime() + longest.toNanos();
    connection = dialect.connect(settings);
  }

  /** The tables and views that the user sees, as the setting {@code tables} names them. */
  public List<String> tables() throws SQLException {
    String[] types = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW"};
    TreeSet<String> names = new TreeSet<>();
    limitQuery();
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

  /**
   * Looks whether a table can be read as it is asked for.
   *
   * @param candidates takes the columns that can hold an index
   * @throws TableLayoutException if it can't
   */
  public void check(TableSelection selection, int number, Set<Object> candidates)
      throws SQLException {
    limitQuery();
    List<ColumnType> columns =
        TableLayout.columns(connection, dialect, selection.tables().get(number));
    for (ColumnType column : columns) {
      if (TableLayout.canBeIndex(dialect.map(column, ZoneOffset.UTC))) {
        candidates.add(column.name());
      }
    }
    TableLayout unused = TableLayout.of(columns, dialect, selection, number);
  }

  private void limitQuery() throws SQLException {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.toMillis() <= 0) {
      limit = longest;
      throw new SQLTransientException(
          "the time for all queries is over", new SocketTimeoutException());
    }
    limit = left.compareTo(longestQuery) < 0 ? left : longestQuery;
    connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
  }

  /** How long the last query might take. */
  public Duration limit() {
    return limit;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
