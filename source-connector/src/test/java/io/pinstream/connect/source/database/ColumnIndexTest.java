// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnIndexTest {

  private static MariaDbDatabase mariaDb;

  @BeforeAll
  static void makeTables() throws Exception {
    mariaDb = MariaDbServer.shared().createDatabase("index_keys");
    mariaDb.execute(tables("`order`"));
    mariaDb.execute(
        "CREATE TABLE ignored (`order` INT, KEY ignored_key (`order`) IGNORED);"
            + " CREATE TABLE hashed (`order` INT, KEY hash_key (`order`)) ENGINE = MEMORY;"
            + " CREATE TABLE two (`order` INT PRIMARY KEY, KEY two_key (`order`) IGNORED)");
    MariaDbServer.shared()
        .createDatabase("index_keys_other")
        .execute("CREATE TABLE keyed (`order` INT PRIMARY KEY)");
    PostgreSqlServer.shared().createSchema("index_keys");
    PostgreSqlServer.shared().createSchema("index_keys_other");
    PostgreSqlServer.shared()
        .execute(
            "SET search_path TO index_keys;"
                + tables("\"order\"")
                + "; CREATE TABLE part (\"order\" INT); CREATE INDEX part_key ON part (\"order\")"
                + " WHERE \"order\" > 5"
                + "; CREATE TABLE expression (\"order\" INT); CREATE UNIQUE INDEX expression_key ON"
                + " expression ((\"order\" + 1), \"order\")"
                + "; CREATE TABLE hashed (\"order\" INT); CREATE INDEX hash_key ON hashed USING hash"
                + " (\"order\")"
                + "; CREATE TABLE broken (\"order\" INT); CREATE INDEX broken_key ON broken"
                + " (\"order\"); UPDATE pg_index SET indisvalid = false WHERE indexrelid ="
                + " 'broken_key'::regclass"
                + "; CREATE TABLE index_keys_other.keyed (\"order\" INT PRIMARY KEY)"
                + "; CREATE TABLE index_keys_other.later (\"order\" INT PRIMARY KEY)");
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
    "mariadb, keyed, true",
    "mysql, keyed, true",
    "postgresql, keyed, true",
    "mariadb, index_keys_other.keyed, true",
    "mysql, index_keys_other.keyed, true",
    "postgresql, index_keys_other.keyed, true",
    "mariadb, bare, false",
    "mysql, bare, false",
    "postgresql, bare, false",
    "mariadb, plain, true",
    "mysql, plain, true",
    "postgresql, plain, true",
    "mariadb, second, false",
    "postgresql, second, false",
    "postgresql, part, false",
    "postgresql, expression, false",
    "postgresql, hashed, false",
    "postgresql, later, true",
    "postgresql, index_keys.later, false",
    "mariadb, pair, true",
    "postgresql, pair, true",
    "mariadb, ignored, false",
    "mysql, ignored, false",
    "mariadb, hashed, false",
    "mariadb, two, true",
    "postgresql, broken, false"
  })
  void findsTheIndexThatStartsWithTheColumn(String scheme, String table, boolean indexed)
      throws Exception {
    Map<String, String> settings =
        scheme.equals("postgresql")
            ? PostgreSqlServer.shared().settings("index_keys,index_keys_other")
            : mariaDb.settings(scheme);
    Dialect dialect = Dialect.of(settings.get("connection.url")).orElseThrow();
    ConnectionSettings connectionSettings =
        new ConnectionSettings(
            settings.get("connection.url"),
            settings.get("connection.user"),
            settings.get("connection.password"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            null,
            Map.of());
    try (Connection connection = dialect.connect(connectionSettings)) {
      SampledTable sampled =
          new SampledTable(TableName.parse(table), "order", null, Set.of(), Set.of());

      assertThat(dialect.isIndexed(connection, sampled)).isEqualTo(indexed);
    }
  }
}
