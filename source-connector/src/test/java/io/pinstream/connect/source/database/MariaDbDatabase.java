// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLException;
import java.util.Map;

/**
 * One database of a {@link MariaDbServer}.
 *
 * @param server that holds it
 * @param name of the database
 */
public record MariaDbDatabase(MariaDbServer server, String name) {

  /** Runs statements, separated by semicolons, as the administrator. */
  public void execute(String statements) throws SQLException {
    server.executeIn(name, statements);
  }

  /**
   * A URL without credentials.
   *
   * @param scheme {@code mariadb} or {@code mysql}, which picks the driver
   */
  public String url(String scheme) {
    return "jdbc:" + scheme + "://127.0.0.1:" + server.port() + "/" + name;
  }

  /** Settings of an unthrottled connector, changed by pairs of name and value. */
  public Map<String, String> settings(String scheme, String... more) {
    return UnthrottledSettings.of(url(scheme), more);
  }

  /** Whether a statement waits in {@code SLEEP}. */
  public boolean isAsleep() throws SQLException {
    return server.count(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User sleep'")
        > 0;
  }
}
