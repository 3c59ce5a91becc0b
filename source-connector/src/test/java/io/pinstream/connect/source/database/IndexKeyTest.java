// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexKeyTest {

  private static MariaDbDatabase mariaDb;

  @BeforeAll
  static void makeTables() throws Exception {
    mariaDb = MariaDbServer.shared().createDatabase("index_keys");
    mariaDb.execute(tables("`order`"));
    MariaDbServer.shared()
        .createDatabase("index_keys_other")
        .execute("CREATE TABLE keyed (`order` INT PRIMARY KEY)");
    PostgreSqlServer.shared().createSchema("index_keys");
    PostgreSqlServer.shared().createSchema("index_keys_other");
    PostgreSqlServer.shared()
        .execute(
            "SET search_path TO index_keys;"
                + tables("\"order\"")
                + "; CREATE TABLE index_keys_other.keyed (\"order\" INT PRIMARY KEY)");
  }

  private static String tables(String column) {
    return """
        CREATE TABLE keyed (other INT, %1$s INT PRIMARY KEY);
        CREATE TABLE bare (other INT, %1$s INT);
        CREATE TABLE plain (other INT, %1$s INT);
        CREATE INDEX plain_key ON plain (%1$s, other);
        CREATE TABLE second (other INT, %1$s INT);
        CREATE UNIQUE INDEX second_key ON second (other, %1$s);
        CREATE TABLE pair (other INT, %1$s INT);
        CREATE UNIQUE INDEX pair_key ON pair (%1$s, other)
        """
        .formatted(column);
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, keyed, UNIQUE",
    "mysql, keyed, UNIQUE",
    "postgresql, keyed, UNIQUE",
    "mariadb, index_keys_other.keyed, UNIQUE",
    "mysql, index_keys_other.keyed, UNIQUE",
    "postgresql, index_keys_other.keyed, UNIQUE",
    "mariadb, bare, NONE",
    "mysql, bare, NONE",
    "postgresql, bare, NONE",
    "mariadb, plain, PLAIN",
    "mysql, plain, PLAIN",
    "postgresql, plain, PLAIN",
    "mariadb, second, NONE",
    "postgresql, second, NONE",
    "mariadb, pair, PLAIN",
    "postgresql, pair, PLAIN"
  })
  void findsTheIndexThatStartsWithTheColumn(String scheme, String table, IndexKey expected)
      throws Exception {
    Map<String, String> settings =
        scheme.equals("postgresql")
            ? PostgreSqlServer.shared().settings("index_keys")
            : mariaDb.settings(scheme);
    Dialect dialect = Dialect.of(settings.get("connection.url")).orElseThrow();
    ConnectionSettings connectionSettings =
        new ConnectionSettings(
            settings.get("connection.url"),
            settings.get("connection.user"),
            settings.get("connection.password"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
    try (Connection connection = dialect.connect(connectionSettings)) {
      TableLayout layout =
          TableLayout.read(
              connection,
              dialect,
              TableName.parse(table),
              "order",
              ZoneOffset.UTC,
              UnmappedColumns.FAIL);

      assertThat(IndexKey.read(connection, layout)).isEqualTo(expected);
    }
  }
}
