// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.time.Duration;

/**
 * How to reach the database.
 *
 * @param url JDBC URL without credentials
 * @param user who logs in
 * @param password of the user
 * @param connectTimeout after which an attempt to connect has failed
 * @param queryTimeout without a byte from the database after which a query has failed
 */
public record ConnectionSettings(
    String url, String user, String password, Duration connectTimeout, Duration queryTimeout) {

  /** The same, with time-outs that are not longer than this. */
  public ConnectionSettings within(Duration limit) {
    return new ConnectionSettings(
        url, user, password, shorter(connectTimeout, limit), shorter(queryTimeout, limit));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
