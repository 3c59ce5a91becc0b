// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * A row of a real table, a line for each column, as a database without strict mode makes values of
 * them: it is read or refused with its column, and stays itself when it is packed.
 */
@Timeout(20)
class TableContentsFuzzTest {
  private static final List<String> TYPES =
      List.of(
          "TEXT",
          "BLOB",
          "INT UNSIGNED",
          "BIGINT UNSIGNED",
          "DECIMAL(40,10)",
          "DECIMAL(18,0)",
          "FLOAT",
          "DOUBLE",
          "BIT(10)",
          "DATE",
          "TIME",
          "DATETIME(3)",
          "YEAR",
          "ENUM('a','b')",
          "SET('a','b')",
          "INET6");

  private static Connection connection;
  private static PreparedStatement insert;
  private static PreparedStatement read;
  private static TableLayout layout;
  private static RowPacking packing;

  @BeforeAll
  static void createTable() throws SQLException {
    MariaDbDatabase database = MariaDbServer.shared().createDatabase("odd_values");
    StringBuilder columns = new StringBuilder("ind INT, title TEXT, follower_count TEXT");
    for (int i = 0; i < TYPES.size(); i++) {
      columns.append(", c").append(i).append(' ').append(TYPES.get(i));
    }
    database.execute("CREATE TABLE odd (" + columns + ") CHARACTER SET utf8mb4");
    connection =
        DriverManager.getConnection(
            database.url("mariadb") + "?sslMode=disable&timezone=UTC", "admin", "admin");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = ''");
    }
    TableSelection selection =
        new TableSelection(
            List.of(new SampledTable(TableName.parse("odd"), "ind", null, Set.of(), Set.of())),
            IndexRange.ALL,
            null,
            MissingRow.SKIP,
            false,
            ZoneId.of("Europe/Paris"),
            true);
    MariaDbDialect dialect = new MariaDbDialect(false);
    layout = TableLayout.read(connection, dialect, selection, selection.tables().get(0));
    packing = new RowPacking(List.of(layout.schema()));
    insert =
        connection.prepareStatement(
            "INSERT INTO odd VALUES (7" + ", ?".repeat(2 + TYPES.size()) + ")");
    read = connection.prepareStatement("SELECT " + layout.columnList() + " FROM odd");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @FuzzTest
  void aRowIsReadOrRefused(byte[] input) throws SQLException {
    String[] lines = new String(input, UTF_8).split("\n", -1);
    connection.setAutoCommit(false);
    try {
      for (int column = 0; column < 2 + TYPES.size(); column++) {
        insert.setString(column + 1, column < lines.length ? lines[column] : null);
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      // What no table holds, such as text in another encoding.
      connection.rollback();
      return;
    }
    try (ResultSet rows = read.executeQuery()) {
      rows.next();
      check(layout.readRow(rows, 1));
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("of table odd in the row with ind = 7: ");
    } finally {
      connection.rollback();
    }
  }

  private static void check(Struct row) {
    row.validate();
    assertThat(packing.unpack(packing.pack(new Struct[] {row}))).containsExactly(row);
    Struct edited = EditedRow.of(row, Long.MAX_VALUE, 12);
    edited.validate();
    for (Field field : row.schema().fields()) {
      if (!field.name().equals("title") && !field.name().equals("follower_count")) {
        assertThat(edited.get(field)).isEqualTo(row.get(field));
      }
    }
  }
}
