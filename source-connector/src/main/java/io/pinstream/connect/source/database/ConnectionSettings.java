// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to reach the database.
 *
 * @param url JDBC URL without credentials
 * @param user who logs in; empty if the driver knows
 * @param password of the user; empty if none is needed
 * @param connectTimeout after which an attempt to connect has failed
 * @param queryTimeout without a byte from the database after which a query has failed
 * @param authorities that the server's certificate has to come from; null for what the driver does
 *     by itself
 * @param driverProperties of the user's, for the driver
 */
public record ConnectionSettings(
    String url,
    String user,
    String password,
    Duration connectTimeout,
    Duration queryTimeout,
    TrustedAuthorities authorities,
    Map<String, String> driverProperties) {

  /** The same, with time-outs that are not longer than this. */
  public ConnectionSettings within(Duration longestConnect, Duration longestQuery) {
    return new ConnectionSettings(
        url,
        user,
        password,
        shorter(connectTimeout, longestConnect),
        shorter(queryTimeout, longestQuery),
        authorities,
        driverProperties);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** What must not be seen: any value for the driver may be a secret. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    secrets.add(password);
    driverProperties.forEach(
        (name, value) -> {
          if (name.matches("(?i).*(password|passwd|pwd|passphrase|secret|token|key)\\d*")) {
            secrets.add(value);
          }
        });
    secrets.removeIf(String::isEmpty);
    return secrets;
  }

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
