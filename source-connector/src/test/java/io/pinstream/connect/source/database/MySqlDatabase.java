// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A database of tests in the MySQL that the system property {@code mysql.url} names, {@code
 * jdbc:mysql://127.0.0.1:3306}, with the administrator in {@code mysql.user} and {@code
 * mysql.password}. There is none in a package of the build. It is a server for tests: an older user
 * {@link #USER} of it is replaced.
 */
public final class MySqlDatabase implements AutoCloseable {

  /** Of the system property with the server's URL. */
  public static final String URL_PROPERTY = "mysql.url";

  public static final String USER = MariaDbServer.USER;
  public static final String PASSWORD = MariaDbServer.PASSWORD;

  private final String name;

  private MySqlDatabase(String name) {
    this.name = name;
  }

  /** A new database in the place of an older one, and its user {@link #USER}, who may read it. */
  public static MySqlDatabase create(String name) throws SQLException {
    MySqlDatabase database = new MySqlDatabase(name);
    database.drop();
    executeIn(
        "",
        """
        CREATE DATABASE %1$s CHARACTER SET utf8mb4;
        CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s'
        """
            .formatted(name, USER, PASSWORD));
    database.grant();
    return database;
  }

  /** Runs statements, separated by semicolons, as the administrator. */
  public void execute(String statements) throws SQLException {
    executeIn(name, statements);
  }

  private static void executeIn(String database, String statements) throws SQLException {
    try (Connection admin = connectTo(database);
        Statement statement = admin.createStatement()) {
      statement.execute(statements);
    }
  }

  private static Connection connectTo(String database) throws SQLException {
    return DriverManager.getConnection(
        System.getProperty(URL_PROPERTY) + "/" + database + "?allowMultiQueries=true",
        System.getProperty("mysql.user", "root"),
        System.getProperty("mysql.password", ""));
  }

  /** A URL without credentials. */
  public String url() {
    return System.getProperty(URL_PROPERTY) + "/" + name;
  }

  /** Settings of an unthrottled connector, changed by pairs of name and value. */
  public Map<String, String> settings(String... more) {
    return UnthrottledSettings.of(url(), more);
  }

  /** Ends the reader's connections. */
  public void killConnections() throws SQLException {
    try (Connection admin = connectTo("");
        Statement list = admin.createStatement();
        Statement kill = admin.createStatement();
        ResultSet rows =
            list.executeQuery(
                "SELECT id FROM performance_schema.processlist WHERE user = '" + USER + "'")) {
      while (rows.next()) {
        kill.execute("KILL " + rows.getLong(1));
      }
    }
  }

  /** Gives the reader another password. */
  public void changePassword(String password) throws SQLException {
    alterUser("IDENTIFIED BY '" + password + "'");
  }

  /** Changes the reader, as a clause of ALTER USER says. */
  public void alterUser(String clause) throws SQLException {
    executeIn("", "ALTER USER '" + USER + "'@'%' " + clause);
  }

  /** Lets the reader read. */
  public void grant() throws SQLException {
    executeIn("", "GRANT SELECT ON %s.* TO '%s'@'%%'".formatted(name, USER));
  }

  /** Takes from the reader what {@link #grant} gave. */
  public void revoke() throws SQLException {
    executeIn("", "REVOKE SELECT ON %s.* FROM '%s'@'%%'".formatted(name, USER));
  }

  private void drop() throws SQLException {
    executeIn("", "DROP DATABASE IF EXISTS %s; DROP USER IF EXISTS '%s'".formatted(name, USER));
  }

  @Override
  public void close() throws SQLException {
    drop();
  }
}
