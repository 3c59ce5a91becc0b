// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;

/** What differs between the databases. */
interface Dialect {
  /** Adds the driver's settings that a load needs. */
  void configure(Properties connectionProperties);

  /** Prepares a fresh connection for a load. */
  void prepare(Connection connection) throws SQLException;

  String quoted(String identifier);

  /** An expression that gives the name of the schema that the tables go to, or null. */
  String currentSchema();

  String type(Column.Type type);

  /** What follows the closing bracket of a CREATE TABLE. */
  String tableOptions();

  /**
   * Fills an empty table and returns how many rows arrived.
   *
   * @param makers threads that make the rows
   */
  long load(
      Connection connection,
      Table table,
      PinterestDataset dataset,
      ExecutorService makers,
      ProgressListener progress)
      throws SQLException, IOException;

  /**
   * Takes a lock, held until the connection closes, that one load at a time can have in this
   * database.
   *
   * @param wait how long to wait for another load to let it go
   * @return false if another load still has it
   */
  boolean lock(Connection connection, Duration wait) throws SQLException;

  static Dialect of(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      return new PostgreSqlDialect();
    }
    if (jdbcUrl.startsWith("jdbc:mariadb:")) {
      return new MariaDbDialect(MariaDbDialect.Driver.MARIADB);
    }
    if (jdbcUrl.startsWith("jdbc:mysql:")) {
      return new MariaDbDialect(MariaDbDialect.Driver.MYSQL);
    }
    throw new DatasetLoadException(
        "The data set can be loaded into MySQL, MariaDB or PostgreSQL, but the JDBC URL begins with"
            + " neither jdbc:mysql:, jdbc:mariadb: nor jdbc:postgresql:");
  }
}
