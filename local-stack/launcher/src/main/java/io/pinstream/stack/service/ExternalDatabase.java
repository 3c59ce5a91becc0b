// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.StackException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database that the user runs: the stack neither starts nor ends it. */
public record ExternalDatabase(String url, String user, String password) implements Database {
  private static final int LOGIN_SECONDS = 10;

  /**
   * Logs in once, so that a wrong address or password is told before anything is started.
   *
   * @throws StackException with what the database answered
   */
  public void check() {
    DriverManager.setLoginTimeout(LOGIN_SECONDS);
    try (var connection = DriverManager.getConnection(url, user, password)) {
      connection.isValid(LOGIN_SECONDS);
    } catch (SQLException e) {
      throw new StackException(
          "--database %s does not let user %s in: %s%nIs it running, and are --database, --database-user and --database-password right?"
              .formatted(url, user, e.getMessage()),
          e);
    }
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String address() {
    return url;
  }

  @Override
  public Path log() {
    return null;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "ExternalDatabase[" + url + ", user " + user + "]";
  }
}
