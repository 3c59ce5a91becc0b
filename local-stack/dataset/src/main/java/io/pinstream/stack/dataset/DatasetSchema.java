// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables in a database: the three of the data set, and {@code pinstream_dataset}, whose one row
 * says which data set they hold.
 */
final class DatasetSchema {
  static final String RECORD = "pinstream_dataset";

  private static final String NO_SUCH_COLUMN_CLASS = "42";

  private final Connection connection;
  private final Dialect dialect;

  DatasetSchema(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Those of the four tables that are there. */
  Set<String> present() throws SQLException {
    String names =
        Stream.concat(Stream.of(Table.values()).map(Table::sqlName), Stream.of(RECORD))
            .collect(Collectors.joining("', '", "('", "')"));
    Set<String> present = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                    + dialect.currentSchema()
                    + " AND table_name IN "
                    + names)) {
      while (result.next()) {
        present.add(result.getString(1));
      }
    }
    return present;
  }

  /** Whether there is a schema for the tables to go to. */
  boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + dialect.currentSchema())) {
      return result.next() && result.getString(1) != null;
    }
  }

  /** What the record says; it must be {@link #present}. */
  Optional<LoadedDataset> record() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT seed, row_count, generation, complete FROM " + dialect.quoted(RECORD))) {
      return result.next()
          ? Optional.of(
              new LoadedDataset(
                  result.getLong(1), result.getInt(2), result.getInt(3), result.getInt(4) == 1))
          : Optional.empty();
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(NO_SUCH_COLUMN_CLASS)) {
        throw new DatasetLoadException(
            "The table "
                + RECORD
                + " is not one that Pinstream made: rename it or name another database");
      }
      throw e;
    }
  }

  void createRecord(LoadedDataset dataset) throws SQLException {
    execute(
        "CREATE TABLE "
            + dialect.quoted(RECORD)
            + " (seed BIGINT NOT NULL, row_count INT NOT NULL, generation INT NOT NULL,"
            + " complete INT NOT NULL)");
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + dialect.quoted(RECORD)
                + " (seed, row_count, generation, complete) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, dataset.seed());
      insert.setInt(2, dataset.rows());
      insert.setInt(3, dataset.generation());
      insert.setInt(4, dataset.complete() ? 1 : 0);
      insert.executeUpdate();
    }
  }

  void markComplete() throws SQLException {
    execute("UPDATE " + dialect.quoted(RECORD) + " SET complete = 1");
  }

  void create(Table table) throws SQLException {
    execute(
        table.columns().stream()
                .map(column -> dialect.quoted(column.name()) + " " + dialect.type(column.type()))
                .collect(
                    Collectors.joining(
                        ", ", "CREATE TABLE " + dialect.quoted(table.sqlName()) + " (", ")"))
            + dialect.tableOptions());
  }

  void createIndex(Table table) throws SQLException {
    execute(
        "CREATE INDEX "
            + dialect.quoted(table.sqlName() + "_post")
            + " ON "
            + dialect.quoted(table.sqlName())
            + " ("
            + dialect.quoted(table.indexColumn().name())
            + ")");
  }

  void drop(String table) throws SQLException {
    execute("DROP TABLE " + dialect.quoted(table));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
