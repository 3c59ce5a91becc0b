// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|pwd|passphrase|secret|token|key)\\d*");

  /** What must not be seen: any value for the driver may be a secret. */
  public List<String> secrets() {
    Map<String, String> secrets = new HashMap<>(driverProperties);
    secrets.keySet().removeIf(name -> !SECRET.matcher(name).matches());
    return Stream.concat(Stream.of(password), secrets.values().stream())
        .filter(secret -> !secret.isEmpty())
        .toList();
  }

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
