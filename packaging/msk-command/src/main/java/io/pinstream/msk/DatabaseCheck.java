// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the database lets the connector's user read the three tables. */
final class DatabaseCheck {
  private static final List<String> TABLES =
      List.of("pinterest_data", "geolocation_data", "user_data");
  private static final int SECONDS = 10;

  private DatabaseCheck() {}

  static List<Finding> run(String url, String user, String password) {
    var findings = new ArrayList<Finding>();
    DriverManager.setLoginTimeout(SECONDS);
    try (var connection = DriverManager.getConnection(url, user, password);
        var statement = connection.createStatement()) {
      findings.add(Finding.good("database " + url));
      for (var table : TABLES) {
        try (var rows = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
          findings.add(
              Finding.good(
                  "table %s: SELECT, %s columns"
                      .formatted(table, rows.getMetaData().getColumnCount())));
        } catch (SQLException e) {
          findings.add(
              Finding.bad(
                  "table " + table,
                  "it cannot be read (%s): make it, or grant SELECT on it to %s"
                      .formatted(e.getMessage(), user)));
        }
      }
    } catch (SQLException e) {
      findings.add(
          Finding.bad(
              "database " + url,
              "%s. Does its security group let this machine in, are user and password right?"
                  .formatted(redacted(e.getMessage(), password))));
    }
    return findings;
  }

  private static String redacted(String message, String password) {
    return password.isEmpty() ? message : message.replace(password, "********");
  }
}
