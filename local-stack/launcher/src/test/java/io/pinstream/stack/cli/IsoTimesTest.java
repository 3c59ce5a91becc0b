// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsoTimesTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (var statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> firstRow(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(IsoTimes.in(connection, query))) {
      rows.next();
      var row = new ArrayList<String>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.add(rows.getString(i));
      }
      return row;
    }
  }

  @Test
  void timesAreThoseOfTheTopics() throws SQLException {
    assertThat(
            firstRow(
                "select timestamptz '2018-06-26 02:39:20+00' as \"a \"\"b\", 7 as n, timestamptz '2018-06-26 02:40:00.120+00' as c, timestamp '2018-06-26 00:00:00' as d, null::timestamptz as e;"))
        .containsExactly(
            "2018-06-26T02:39:20Z", "7", "2018-06-26T02:40:00.12Z", "2018-06-26T00:00:00", null);
  }

  @Test
  void whatHasNoTimesIsAskedAsItStands() throws SQLException {
    assertThat(IsoTimes.in(connection, "select 1")).isEqualTo("select 1");
    assertThat(IsoTimes.in(connection, "show tables")).isEqualTo("show tables");
  }
}
