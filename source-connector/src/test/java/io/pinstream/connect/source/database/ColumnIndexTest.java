// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  /** No text where there is one, empty text where there is none at all. */
  @ParameterizedTest
  @CsvSource({
    "mariadb, keyed,",
    "mysql, keyed,",
    "postgresql, keyed,",
    "mariadb, index_keys_other.keyed,",
    "mysql, index_keys_other.keyed,",
    "postgresql, index_keys_other.keyed,",
    "mariadb, bare, ''",
    "mysql, bare, ''",
    "postgresql, bare, ''",
    "mariadb, plain,",
    "mysql, plain,",
    "postgresql, plain,",
    "mariadb, second, ''",
    "postgresql, second, ''",
    "postgresql, part, part_key is partial",
    "postgresql, expression, ''",
    "postgresql, hashed, hash_key is of the kind hash",
    "postgresql, later,",
    "postgresql, index_keys.later, ''",
    "mariadb, pair,",
    "postgresql, pair,",
    "mariadb, ignored, ignored_key is invisible to the optimizer",
    "mysql, ignored, ignored_key is invisible to the optimizer",
    "mariadb, hashed, hash_key is of the kind hash",
    "mariadb, two,",
    "postgresql, broken, broken_key is invalid"
  })
  void findsTheIndexThatStartsWithTheColumn(String scheme, String table, String lack)
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

      assertThat(dialect.lackOfIndex(connection, sampled)).isEqualTo(Optional.ofNullable(lack));
    }
  }
}
