// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** A database of a real server, and what may happen to both. */
public abstract class TroubledDatabase {

  private final ServerProcess process;

  private TroubledDatabase(ServerProcess process) {
    this.process = process;
  }

  /**
   * One of a MariaDB.
   *
   * @param scheme {@code mariadb} or {@code mysql}, which picks the driver
   */
  public static TroubledDatabase of(MariaDbDatabase database, String scheme) {
    return new TroubledDatabase(database.server().process()) {
      @Override
      public void execute(String statements) throws SQLException {
        database.execute(statements);
      }

      @Override
      public Map<String, String> settings(String... more) {
        return database.settings(scheme, more);
      }

      @Override
      public void changePassword(String password) throws SQLException {
        execute("ALTER USER reader@localhost IDENTIFIED BY '" + password + "'");
      }

      @Override
      public void killConnections() throws SQLException {
        execute("KILL USER reader@localhost");
      }
    };
  }

  /** A schema of a PostgreSQL. */
  public static TroubledDatabase of(PostgreSqlServer server, String schema) {
    return new TroubledDatabase(server.process()) {
      @Override
      public void execute(String statements) throws SQLException {
        server.execute("SET search_path TO " + schema + ";" + statements);
      }

      @Override
      public Map<String, String> settings(String... more) {
        return server.settings(schema, more);
      }

      @Override
      public void changePassword(String password) throws SQLException {
        execute("ALTER ROLE reader PASSWORD '" + password + "'");
      }

      @Override
      public void killConnections() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'");
      }
    };
  }

  /** Runs statements, separated by semicolons, as the administrator. */
  public abstract void execute(String statements) throws SQLException;

  /** Settings of an unthrottled connector, changed by pairs of name and value. */
  public abstract Map<String, String> settings(String... more);

  /** Gives the reader of the settings another password. */
  public abstract void changePassword(String password) throws SQLException;

  /** Ends the reader's connections. */
  public abstract void killConnections() throws SQLException;

  /** Sends the server a signal such as STOP or CONT. */
  public void signal(String name) throws IOException, InterruptedException {
    process.signal(name);
  }

  /** Kills the server without warning. */
  public void kill() throws IOException, InterruptedException {
    process.kill();
  }

  /** Starts the killed server again, on its port and with its data. */
  public void restart() {
    process.restart(
        () -> {
          execute("SELECT 1");
          return true;
        });
  }
}
