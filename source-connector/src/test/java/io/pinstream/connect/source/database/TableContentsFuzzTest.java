// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * A row of a real table, a line for each column, as each database makes values of them: it is read
 * or refused with its column, and stays itself when it is packed.
 */
@Timeout(20)
class TableContentsFuzzTest {
  private static final List<OddTable> TABLES = new ArrayList<>();

  @BeforeAll
  static void createTables() throws SQLException {
    MariaDbDatabase mariaDb = MariaDbServer.shared().createDatabase("odd_values");
    TABLES.add(
        new OddTable(
            new MariaDbDialect(false),
            mariaDb.url("mariadb") + "?sslMode=disable&timezone=UTC&sessionVariables=sql_mode=''",
            "admin",
            "?",
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
            "INET6"));
    PostgreSqlServer postgreSql = PostgreSqlServer.shared();
    postgreSql.createSchema("odd_values");
    TABLES.add(
        new OddTable(
            new PostgreSqlDialect(),
            postgreSql.url() + "?currentSchema=odd_values",
            "postgres",
            "(SELECT CASE WHEN pg_input_is_valid(v, '%1$s') THEN v::%1$s END FROM (SELECT ?::text) AS line(v))",
            "text",
            "bytea",
            "int4",
            "int8",
            "numeric",
            "numeric(18,0)",
            "float4",
            "float8",
            "varbit",
            "date",
            "time",
            "timestamp",
            "interval",
            "int2",
            "text[]",
            "inet",
            "timestamptz",
            "timetz",
            "float8[]",
            "timestamp[]",
            "daterange",
            "json"));
  }

  @AfterAll
  static void disconnect() throws SQLException {
    for (OddTable table : TABLES) {
      assertThat(table.rows).as("rows that were read").isPositive();
      table.connection.close();
    }
  }

  @FuzzTest
  void aRowIsReadOrRefused(byte[] input) throws SQLException {
    String[] lines = new String(input, UTF_8).split("\n", -1);
    for (OddTable table : TABLES) {
      table.check(lines);
    }
  }

  /** A table with a column of each of a database's types. */
  private static final class OddTable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement read;
    private final TableLayout layout;
    private final RowPacking packing;
    private final int columns;
    private int rows;

    /**
     * Creates it.
     *
     * @param value what the database makes a value of a type of: what is none is another or null
     */
    OddTable(Dialect dialect, String url, String user, String value, String... types)
        throws SQLException {
      connection =
          dialect.connect(
              new ConnectionSettings(
                  url, user, user, Duration.ofSeconds(10), Duration.ofMinutes(1), null, Map.of()));
      StringBuilder declared = new StringBuilder("ind INT, title TEXT, follower_count TEXT");
      StringBuilder values = new StringBuilder("7, ?, ?");
      for (int i = 0; i < types.length; i++) {
        declared.append(", c").append(i).append(' ').append(types[i]);
        values.append(", ").append(value.formatted(types[i]));
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(dialect.traits().sessionStatement());
        statement.execute("CREATE TABLE odd (" + declared + ")");
      }
      connection.setAutoCommit(false);
      TableSelection selection =
          new TableSelection(
              List.of(new SampledTable(TableName.parse("odd"), "ind", null, Set.of(), Set.of())),
              IndexRange.ALL,
              null,
              MissingRow.SKIP,
              false,
              ZoneId.of("Europe/Paris"),
              true);
      layout = TableLayout.read(connection, dialect, selection, selection.tables().get(0));
      packing = new RowPacking(List.of(layout.schema()));
      columns = 2 + types.length;
      insert = connection.prepareStatement("INSERT INTO odd VALUES (" + values + ")");
      read = connection.prepareStatement("SELECT " + layout.columnList() + " FROM odd");
    }

    void check(String[] lines) throws SQLException {
      try {
        for (int column = 0; column < columns; column++) {
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

    private void check(Struct row) {
      rows++;
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
}
