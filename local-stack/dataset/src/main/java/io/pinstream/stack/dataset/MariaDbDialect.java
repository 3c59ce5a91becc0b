// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import com.mysql.cj.jdbc.JdbcStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;

/**
 * MariaDB and MySQL, through the driver of either: rows go by LOAD DATA LOCAL INFILE, or by INSERT
 * where the server refuses that.
 */
final class MariaDbDialect implements Dialect {
  /** Connector/J would wait for ever. */
  private static final String CONNECT_TIMEOUT_MS = "10000";

  private final Driver driver;

  MariaDbDialect(Driver driver) {
    this.driver = driver;
  }

  @Override
  public void configure(Properties connectionProperties) {
    connectionProperties.setProperty("connectTimeout", CONNECT_TIMEOUT_MS);
    switch (driver) {
      case MARIADB -> connectionProperties.setProperty("allowLocalInfile", "true");
      case MYSQL -> {
        connectionProperties.setProperty("allowLoadLocalInfile", "true");
        connectionProperties.setProperty("characterEncoding", "UTF-8");
        connectionProperties.setProperty("rewriteBatchedStatements", "true");
      }
    }
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET SESSION sql_mode = 'STRICT_ALL_TABLES', unique_checks = 0, foreign_key_checks = 0");
    }
  }

  @Override
  public String quoted(String identifier) {
    return '`' + identifier + '`';
  }

  @Override
  public String currentSchema() {
    return "DATABASE()";
  }

  @Override
  public String type(Column.Type type) {
    return switch (type) {
      case INT -> "INT";
      case CHAR_36 -> "CHAR(36)";
      case TEXT -> "TEXT";
      case FLOAT -> "FLOAT";
      case DATETIME -> "DATETIME";
    };
  }

  @Override
  public String tableOptions() {
    return " DEFAULT CHARACTER SET utf8mb4";
  }

  @Override
  public long load(
      Connection connection,
      Table table,
      PinterestDataset dataset,
      ExecutorService makers,
      ProgressListener progress)
      throws SQLException {
    if (!takesLocalFiles(connection)) {
      return BatchedInserts.load(connection, this, table, dataset, progress);
    }
    try (RowStream rows = new RowStream(table, dataset, makers, progress);
        Statement statement = connection.createStatement()) {
      switch (driver) {
        case MARIADB ->
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
        case MYSQL -> statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(rows);
      }
      return statement.executeLargeUpdate(
          "LOAD DATA LOCAL INFILE 'rows' INTO TABLE "
              + quoted(table.sqlName())
              + " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'"
              + " LINES TERMINATED BY '\\n'");
    }
  }

  /** MySQL's own default is off, MariaDB's and Amazon RDS' is on. */
  private static boolean takesLocalFiles(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT @@GLOBAL.local_infile")) {
      return result.next() && result.getBoolean(1);
    }
  }

  @Override
  public boolean lock(Connection connection, Duration wait) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT GET_LOCK(CONCAT('pinstream_dataset.', LEFT(DATABASE(), 40)), "
                    + wait.toSeconds()
                    + ")")) {
      return result.next() && result.getInt(1) == 1;
    }
  }

  enum Driver {
    MARIADB,
    MYSQL
  }
}
