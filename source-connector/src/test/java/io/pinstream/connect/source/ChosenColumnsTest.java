// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of which not everything is read, and what a SELECT makes of others. */
class ChosenColumnsTest {

  private static MariaDbDatabase mariaDb;

  @BeforeAll
  static void makeTables() throws Exception {
    // No row has an index: what tells them apart is text, an id, or two columns.
    String tables =
        """
        CREATE TABLE people (name VARCHAR(20) PRIMARY KEY, mail TEXT, age INT);
        CREATE TABLE visits (id %1$s PRIMARY KEY, name VARCHAR(20), place TEXT);
        CREATE TABLE seats (train INT, seat INT, name VARCHAR(20), PRIMARY KEY (train, seat));
        INSERT INTO people VALUES ('ada', 'a@x', 36), ('bob', 'b@x', 40), ('cy', 'c@x', 50);
        INSERT INTO visits VALUES
          ('6a3f0000-0000-4000-8000-000000000003', 'ada', 'London'),
          ('1b000000-0000-4000-8000-000000000001', 'bob', 'Rome'),
          ('33000000-0000-4000-8000-000000000002', 'cy', 'Oslo');
        INSERT INTO seats VALUES (2, 1, 'cy'), (1, 2, 'bob'), (1, 1, 'ada')
        """;
    mariaDb = MariaDbServer.shared().createDatabase("chosen");
    mariaDb.execute(tables.formatted("CHAR(36)"));
    PostgreSqlServer.shared().createSchema("chosen");
    PostgreSqlServer.shared()
        .execute(
            "SET search_path TO chosen;"
                + tables.formatted("UUID")
                + """
                ; CREATE FUNCTION slow() RETURNS INT IMMUTABLE LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM pg_sleep(2.5); RETURN 1; END $$;
                CREATE FUNCTION busy() RETURNS INT IMMUTABLE LANGUAGE plpgsql AS
                  $$ BEGIN RAISE EXCEPTION 'all busy' USING ERRCODE = '53300'; END $$;
                CREATE FUNCTION late() RETURNS INT IMMUTABLE LANGUAGE plpgsql AS
                  $$ BEGIN RAISE EXCEPTION 'too late' USING ERRCODE = '57014'; END $$
                """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void rowsThatTextTellsApartAreAligned(String database) throws Exception {
    Map<String, String> settings = settings(database, "people,visits,seats", "p,v,s");
    for (String table : List.of("people", "visits", "seats")) {
      settings.put(
          "query." + table.charAt(0),
          "SELECT ROW_NUMBER() OVER (ORDER BY name) AS ind, t.* FROM " + table + " t");
    }
    settings.put("posts.max", "3");

    for (String bytes : List.of("-1", "0")) {
      settings.put("memory.max.bytes", bytes);
      List<SourceRecord> records = new EmittedPosts().run(settings, 1, Integer.MAX_VALUE);

      assertThat(records)
          .extracting(r -> r.key() + " " + ((Struct) r.value()).get("name"))
          .containsExactly(
              "1 ada", "1 ada", "1 ada", "2 bob", "2 bob", "2 bob", "3 cy", "3 cy", "3 cy");
      assertThat(records).extracting(r -> r.valueSchema().name()).contains("people", "visits");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, visits, id, 'Rome,Oslo,London'",
    "postgresql, visits, id, 'Rome,Oslo,London'",
    "mysql, seats, 'train, seat', 'ada,bob,cy'",
    "postgresql, seats, 'train, seat', 'ada,bob,cy'"
  })
  void anyUniqueColumnsMakeAnIndex(String database, String table, String key, String expected)
      throws Exception {
    Map<String, String> settings = settings(database, table, "t");
    settings.put(
        "query.t",
        "SELECT ROW_NUMBER() OVER (ORDER BY %s) AS ind, t.* FROM %s t".formatted(key, table));
    settings.put("posts.max", "3");

    assertThat(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE))
        .extracting(r -> ((Struct) r.value()).get(table.equals("visits") ? "place" : "name"))
        .containsExactly((Object[]) expected.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void anOuterJoinLeavesNulls(String database) throws Exception {
    Map<String, String> settings = settings(database, "people", "t");
    settings.put(
        "query.t",
        "SELECT ROW_NUMBER() OVER (ORDER BY p.name) AS ind, p.name AS name, v.id AS visit"
            + " FROM people p LEFT JOIN visits v ON v.name = p.name AND v.place = 'Rome'");
    settings.put("posts.max", "3");

    assertThat(errors(settings)).isEmpty();
    assertThat(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE))
        .extracting(r -> ((Struct) r.value()).get("visit") == null)
        .containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void readsAQueryThatEndsWithAComment(String database) throws Exception {
    Map<String, String> settings = settings(database, "people", "t");
    settings.put("query.t", "SELECT 1 AS ind, age FROM people WHERE name = 'ada' -- or bob");

    assertThat(errors(settings)).isEmpty();
    assertThat(new EmittedPosts().run(settings, 1, 1)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void saysThatAQueryHasAParameter(String database) {
    Map<String, String> settings = settings(database, "people", "t");
    settings.put("query.t", "SELECT 1 AS ind, age FROM people WHERE name = ?");

    assertThat(errors(settings)).containsOnlyKeys("topics");
    assertThat(errors(settings).get("topics").get(0))
        .contains("the query of table people has a ?", "write ??");
  }

  @Test
  void anotherQueryIsAnotherEmulation() throws Exception {
    Map<String, String> settings = settings("mariadb", "people", "t");
    settings.put("query.t", "SELECT 1 AS ind, age FROM people WHERE name = 'ada'");
    EmittedPosts worker = new EmittedPosts();
    worker.run(settings, 1, 30);
    settings.put("query.t", "SELECT 1 AS ind, age FROM people WHERE name = 'bob'");

    SourceRecord first = worker.run(settings, 1, 1).get(0);

    assertThat(first.headers().lastWithName("post.seq").value()).isEqualTo(0L);
    assertThat(((Struct) first.value()).get("age")).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, people.age, '', '[ind, age]'",
    "postgresql, '', people.mail, '[ind, name, age]'",
    "mysql, 'people.age,people.mail', people.mail, '[ind, age]'",
    "mariadb, '', people.ind, '[ind, name, mail, age]'"
  })
  void readsTheColumnsThatAreAskedFor(
      String database, String included, String excluded, String expected) throws Exception {
    Map<String, String> settings = settings(database, "people", "t");
    settings.put("query.t", "SELECT ROW_NUMBER() OVER (ORDER BY name) AS ind, t.* FROM people t");
    settings.put("columns.include", included);
    settings.put("columns.exclude", excluded);

    assertThat(errors(settings)).isEmpty();
    assertThat(
            new EmittedPosts()
                .run(settings, 1, 1).get(0).valueSchema().fields().stream()
                    .map(field -> field.name())
                    .toList())
        .hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "people,visits; people.mail; [mail]; []",
        "\"people\",`visits`; \"people\".mail,`visits`.id; [mail]; [id]",
        "people,visits; `people`.mail; [mail]; []",
        "a,a.b; a.b.c,a.d.e; [d.e]; [c]"
      })
  void takesATablesNameInAnyForm(String tables, String excluded, String ofFirst, String ofSecond) {
    Map<String, String> settings = settings("mariadb", tables, "p,v");
    settings.put("columns.exclude", excluded);
    SourceConfig config = new SourceConfig(settings);

    assertThat(config.mismatches()).isEmpty();
    assertThat(config.tableSelection().tables())
        .extracting(table -> table.excluded().toString())
        .containsExactly(ofFirst, ofSecond);
  }

  @Test
  void saysWhichTableTheDatabaseDoesNotAnswerAbout() throws Exception {
    Map<String, String> settings = settings("postgresql", "people", "t");
    settings.put("index.columns", "age");
    settings.put("query.timeout.ms", "1000");
    try (Connection other =
            DriverManager.getConnection(PostgreSqlServer.shared().url(), "postgres", "any");
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE chosen.people IN ACCESS EXCLUSIVE MODE");

      assertThat(errors(settings)).containsOnlyKeys("tables");
      assertThat(errors(settings).get("tables").get(0))
          .contains("has not said which columns table people has")
          .contains("see what locks it");
      settings.put("query.t", "SELECT * FROM people");
      assertThat(errors(settings)).containsOnlyKeys("topics");
    }
  }

  @Test
  void saysWhatWasNotCheckedInTheTimeForAllQueries() {
    Map<String, String> settings = settings("postgresql", "people,visits,people", "a,b,c");
    for (String topic : List.of("a", "b", "c")) {
      settings.put("query." + topic, "SELECT slow() AS ind");
    }
    Config config = new Config(SourceConfig.CONFIG_DEF.validate(settings));
    long start = System.nanoTime();

    Map<String, List<String>> errors =
        ValidationResult.errors(new SettingsCheck(config, Duration.ofSeconds(4)).run(settings));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    assertThat(errors).containsOnlyKeys("topics");
    assertThat(errors.get("topics").get(0))
        .containsPattern("has not said which columns table (people|visits) has")
        .containsPattern("; not checked: (visits, )?people$");
  }

  @ParameterizedTest
  @CsvSource({"busy(), all busy", "late(), too late"})
  void saysWhatAnErrorThatPassesWas(String function, String said) {
    Map<String, String> settings = settings("postgresql", "people", "t");
    settings.put("query.t", "SELECT " + function + " AS ind");

    assertThat(errors(settings)).containsOnlyKeys("topics");
    assertThat(errors(settings).get("topics").get(0))
        .contains("has not said which columns table people has, which may pass")
        .contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void saysThatTheServerWaitsNoLongerForALock(String scheme) throws Exception {
    Map<String, String> settings = settings(scheme, "people", "t");
    settings.put("driver.sessionVariables", "lock_wait_timeout=1");
    try (Connection other = DriverManager.getConnection(mariaDb.url("mariadb"), "admin", "admin");
        Statement lock = other.createStatement()) {
      lock.execute("LOCK TABLES people WRITE");

      assertThat(errors(settings).get("tables").get(0))
          .contains("has not said which columns table people has")
          .contains("Lock wait timeout exceeded");
    }
  }

  @Test
  void aQueryNeedsRightsOnItsOwnColumnsAlone() throws Exception {
    mariaDb.execute(
        "CREATE TABLE secret (ind INT PRIMARY KEY, a INT, s INT); INSERT INTO secret VALUES (1, 2, 3);"
            + "CREATE USER clerk@localhost IDENTIFIED BY 'x';"
            + "GRANT SELECT (ind, a) ON chosen.secret TO clerk@localhost");
    Map<String, String> settings = settings("mariadb", "secret", "t");
    settings.put("connection.user", "clerk");
    settings.put("connection.password", "x");
    settings.put("query.t", "SELECT ind, a FROM secret");

    assertThat(((Struct) new EmittedPosts().run(settings, 1, 1).get(0).value()).get("a"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          columns.exclude | people.male        | columns.exclude | table people has no column male
          columns.include | people.male        | columns.include | table people has no column male
          columns.exclude | mail               | columns.exclude | names mail: expected TABLE.COLUMN
          columns.include | visits.place       | columns.include | names visits.place: expected TABLE.COLUMN
          query.u         | SELECT 1 AS ind    | topics          | has no entry u, of which there is a query.u
          query.t         | SELEKT 1           | topics          | query.t is no SELECT that can stand in for a table
          query.t         | SELECT 1 AS ind;   | topics          | query.t is no SELECT that can stand in for a table
          query.t         | SELECT 1 AS i FROM nowhere | topics  | query.t is no SELECT that can stand in for a table
          query.t         | SELECT 1 AS age, 2 AS a, 3 AS a | topics | the query of table people has two columns a
          """)
  void saysWhatIsWrong(String setting, String value, String named, String message) {
    Map<String, String> settings = settings("postgresql", "people", "t");
    settings.put("index.columns", "age");
    settings.put(setting, value);

    assertThat(errors(settings)).containsOnlyKeys(named);
    assertThat(errors(settings).get(named).get(0)).contains(message);
  }

  private static Map<String, String> settings(String database, String tables, String topics) {
    Map<String, String> settings =
        database.equals("postgresql")
            ? PostgreSqlServer.shared().settings("chosen")
            : mariaDb.settings(database);
    settings.put("tables", tables);
    settings.put("index.columns", "ind");
    settings.put("topics", topics);
    settings.put("sampling.order", "sequential");
    return settings;
  }

  private static Map<String, List<String>> errors(Map<String, String> settings) {
    return ValidationResult.errors(new JdbcSampleSourceConnector().validate(settings));
  }
}
