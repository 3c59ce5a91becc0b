// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/**
 * Makes a DuckDB query's times texts in the form that they have in the topics, {@code
 * 2018-06-26T02:39:25Z}, whatever prints them; without the {@code Z} for those of no time zone.
 */
final class IsoTimes {
  private IsoTimes() {}

  /** The query, with the columns that are times replaced; the query itself if it has none. */
  static String in(Connection connection, String query) throws SQLException {
    var times = new ArrayList<String>();
    try (var statement = connection.prepareStatement(query)) {
      var columns = statement.getMetaData();
      for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
        var type = columns.getColumnTypeName(i);
        if (type.startsWith("TIMESTAMP")) {
          times.add(
              iso(columns.getColumnLabel(i), type.equals("TIMESTAMP WITH TIME ZONE") ? "Z" : ""));
        }
      }
    }
    return times.isEmpty()
        ? query
        : "SELECT * REPLACE (%s) FROM (%s)".formatted(String.join(", ", times), withoutEnd(query));
  }

  /** The query without a semicolon at its end. */
  static String withoutEnd(String query) {
    return query.strip().replaceAll(";$", "");
  }

  private static String iso(String column, String zone) {
    var name = '"' + column.replace("\"", "\"\"") + '"';
    // A fraction of zeros is no fraction.
    return "regexp_replace(strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%S.%%f'), '\\.?0+$', '') || '%s' AS %s"
        .formatted(name, zone, name);
  }
}
