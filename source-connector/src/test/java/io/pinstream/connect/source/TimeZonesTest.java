// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which zone times are read. */
class TimeZonesTest {

  private static MariaDbDatabase mariaDb;

  @BeforeAll
  static void makeTables() throws Exception {
    mariaDb = MariaDbServer.shared().createDatabase("zones");
    PostgreSqlServer.shared().createSchema("zones");
    PostgreSqlServer.shared()
        .execute(
            """
            CREATE ROLE traveller LOGIN PASSWORD 'abroad';
            ALTER ROLE traveller SET TIME ZONE 'America/New_York';
            GRANT USAGE ON SCHEMA zones TO traveller;
            CREATE TABLE zones.stays (ind INT, stay TSTZRANGE);
            INSERT INTO zones.stays
              SELECT i, tstzrange('2024-01-01 12:00+00', '2024-07-01 12:00+00')
              FROM generate_series(1, 40) i;
            GRANT SELECT ON zones.stays TO traveller
            """);
  }

  @Test
  void postgreSqlWritesInUtcHoweverOftenAConnectionIsUsed() throws Exception {
    Map<String, String> settings =
        PostgreSqlServer.shared()
            .settings(
                "zones",
                "connection.user",
                "traveller",
                "connection.password",
                "abroad",
                "tables",
                "stays",
                "index.columns",
                "ind",
                "topics",
                "t",
                "memory.max.bytes",
                "0",
                "posts.max",
                "200");

    List<SourceRecord> records = new EmittedPosts().run(settings, 1, Integer.MAX_VALUE);

    assertThat(records).hasSize(200);
    assertThat(records)
        .extracting(r -> ((Struct) r.value()).get("stay"))
        .containsOnly("[\"2024-01-01 12:00:00+00\",\"2024-07-01 12:00:00+00\")");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, 2024-03-31 02:30:00, does not exist in Europe/Berlin",
    "mariadb, 2024-10-27 02:30:00, comes twice in Europe/Berlin",
    "mysql, 2024-03-31 02:00:00, does not exist in Europe/Berlin",
    "postgresql, 2024-03-31 02:59:59, does not exist in Europe/Berlin",
    "postgresql, 2024-10-27 02:00:00, comes twice in Europe/Berlin"
  })
  void refusesLocalTimesThatTheZoneSkipsOrHasTwice(String database, String time, String message)
      throws Exception {
    Map<String, String> settings = summer(database, time);

    assertThatThrownBy(() -> TwoRows.run(settings, "summer"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("column a_time of table summer in the row with ind = 1")
        .hasMessageContaining(message)
        .hasMessageContaining("db.timezone");
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, 2024-03-31 01:59:59, 2024-03-31T00:59:59Z",
    "mariadb, 2024-03-31 03:00:00, 2024-03-31T01:00:00Z",
    "postgresql, 2024-10-27 01:59:59, 2024-10-26T23:59:59Z",
    "postgresql, 2024-10-27 03:00:00, 2024-10-27T02:00:00Z"
  })
  @SuppressWarnings("JavaUtilDate") // Connect's logical types carry it.
  void readsTheLocalTimesBesideThem(String database, String time, String instant) throws Exception {
    Struct row = (Struct) TwoRows.run(summer(database, time), "summer").get(0).value();

    assertThat(((java.util.Date) row.get("a_time")).toInstant()).hasToString(instant);
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // As above.
  void readsAColumnAsAnInstantOnceItIsOne() throws Exception {
    Map<String, String> settings = summer("mariadb", "2024-07-01 12:00:00");
    settings.putAll(Map.of("tables", "summer", "index.columns", "ind", "topics", "t"));
    settings.putAll(Map.of("refresh.ms", "20", "posts.per.second", "100"));
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(4)).isNotEmpty();
      mariaDb.execute("SET time_zone = '+00:00'; ALTER TABLE summer MODIFY a_time TIMESTAMP NULL");

      await()
          .pollInSameThread()
          .until(
              () ->
                  task.poll().stream()
                      .map(r -> (Date) ((Struct) r.value()).get("a_time"))
                      .anyMatch(Date.from(Instant.parse("2024-07-01T12:00:00Z"))::equals));
    }
  }

  private static Map<String, String> summer(String database, String time) throws Exception {
    boolean postgres = database.equals("postgresql");
    String table =
        "DROP TABLE IF EXISTS summer; CREATE TABLE summer (ind INT, a_time %s); INSERT INTO summer VALUES (1, '%s'), (2, NULL)"
            .formatted(postgres ? "TIMESTAMP" : "DATETIME", time);
    Map<String, String> settings;
    if (postgres) {
      PostgreSqlServer.shared().execute("SET search_path TO zones;" + table);
      settings = PostgreSqlServer.shared().settings("zones");
    } else {
      mariaDb.execute(table);
      settings = mariaDb.settings(database);
    }
    settings.put("db.timezone", "Europe/Berlin");
    return settings;
  }
}
