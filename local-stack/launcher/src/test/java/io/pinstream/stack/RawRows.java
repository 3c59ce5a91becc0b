// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The database's rows as other producers write them: JSON without a schema, the index as {@code
 * ind} or {@code index} and as a number or text, coordinates as numbers or text, times as text in
 * every form that is in use.
 */
final class RawRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<DateTimeFormatter> TIMES =
      List.of(
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"),
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"),
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'"),
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS"),
          DateTimeFormatter.ofPattern("MM/dd/yyyy, HH:mm:ss"));
  private static final Map<String, String> TABLES =
      Map.of("pin", "pinterest_data", "geo", "geolocation_data", "user", "user_data");

  private final Map<String, Map<Integer, String>> parts = new HashMap<>();

  private RawRows() {}

  static RawRows read(String url, String user, String password) throws SQLException {
    var rows = new RawRows();
    try (var connection = DriverManager.getConnection(url, user, password)) {
      for (var table : TABLES.entrySet()) {
        rows.parts.put(table.getKey(), read(connection, table.getValue()));
      }
    }
    return rows;
  }

  /** The raw values of a part, {@code pin}, {@code geo} or {@code user}, by index. */
  Map<Integer, String> part(String name) {
    return parts.get(name);
  }

  private static Map<Integer, String> read(Connection connection, String table)
      throws SQLException {
    var values = new HashMap<Integer, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM " + table)) {
      while (rows.next()) {
        int index = rows.getInt(1);
        values.put(index, raw(rows, index).toString());
      }
    }
    return values;
  }

  private static ObjectNode raw(ResultSet rows, int index) throws SQLException {
    var raw = JSON.createObjectNode();
    var columns = rows.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      var name = columns.getColumnName(i);
      if (i == 1) {
        putNumber(raw, index % 2 == 0 ? "index" : "ind", index, index % 7 == 0);
      } else if (name.equals("timestamp") || name.equals("date_joined")) {
        var time = rows.getObject(i, LocalDateTime.class);
        raw.put(name, TIMES.get(index % TIMES.size()).format(time));
      } else if (rows.getObject(i) instanceof Number) {
        putNumber(raw, name, Double.parseDouble(rows.getString(i)), index % 3 == 0);
      } else {
        raw.put(name, rows.getString(i));
      }
    }
    return raw;
  }

  private static void putNumber(ObjectNode raw, String name, double number, boolean asText) {
    boolean whole = number == Math.rint(number);
    if (asText) {
      raw.put(name, whole ? Long.toString((long) number) : Double.toString(number));
    } else if (whole) {
      raw.put(name, (long) number);
    } else {
      raw.put(name, number);
    }
  }
}
