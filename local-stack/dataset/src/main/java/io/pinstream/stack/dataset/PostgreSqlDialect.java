// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import org.postgresql.PGConnection;

/** PostgreSQL: rows go by COPY. */
final class PostgreSqlDialect implements Dialect {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int COPY_BUFFER_BYTES = 1 << 16;

  @Override
  public void configure(Properties connectionProperties) {
    connectionProperties.setProperty("ApplicationName", "pinstream data set");
  }

  @Override
  public void prepare(Connection connection) {}

  @Override
  public String quoted(String identifier) {
    return '"' + identifier + '"';
  }

  @Override
  public String currentSchema() {
    return "current_schema()";
  }

  @Override
  public String type(Column.Type type) {
    return switch (type) {
      case INT -> "integer";
      case CHAR_36 -> "char(36)";
      case TEXT -> "text";
      case FLOAT -> "real";
      case DATETIME -> "timestamp(0)";
    };
  }

  @Override
  public String tableOptions() {
    return "";
  }

  @Override
  public long load(
      Connection connection,
      Table table,
      PinterestDataset dataset,
      ExecutorService makers,
      ProgressListener progress)
      throws SQLException, IOException {
    try (RowStream rows = new RowStream(table, dataset, makers, progress)) {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + quoted(table.sqlName()) + " FROM STDIN (ENCODING 'UTF8')",
              rows,
              COPY_BUFFER_BYTES);
    }
  }

  @Override
  public boolean lock(Connection connection, Duration wait) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Zero would mean for ever.
      statement.execute("SET lock_timeout = " + Math.max(wait.toMillis(), 1));
      statement.execute("SELECT pg_advisory_lock(hashtext('pinstream_dataset'))");
      statement.execute("RESET lock_timeout");
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
