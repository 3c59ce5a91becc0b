// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedReadingTest {

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("keyed");
    database.execute(
        """
        CREATE TABLE plain_a (ind INT PRIMARY KEY, a INT);
        CREATE TABLE plain_b (nr BIGINT, b TEXT, KEY (nr));
        INSERT INTO plain_a SELECT seq, 2 * seq FROM seq_0_to_2999;
        INSERT INTO plain_b SELECT seq, CONCAT('b', seq) FROM seq_2999_to_0;
        CREATE TABLE gaps_a (ind INT, a INT);
        CREATE TABLE gaps_b (nr BIGINT, b TEXT);
        INSERT INTO gaps_a SELECT seq, 2 * seq FROM seq_10_to_3000_step_10;
        INSERT INTO gaps_a VALUES (30, -1), (NULL, -2);
        INSERT INTO gaps_b SELECT seq, CONCAT('b', seq) FROM seq_20_to_4000_step_20
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "mariadb, shuffle, ''",
    "mysql, random, ''",
    "mariadb, sequential, 100..2000",
    "mariadb, python, ''"
  })
  void readsTheSamePostsByIndexAsFromMemory(String scheme, String order, String range)
      throws Exception {
    Map<String, String> settings =
        settings(
            scheme,
            "plain_a,plain_b",
            "sampling.order",
            order,
            "sampling.range",
            range,
            "posts.max",
            "3000");

    List<String> fromMemory = posts(settings);
    settings.put("memory.max.bytes", "0");
    List<String> byIndex = posts(settings);

    assertThat(fromMemory).hasSize(6_000);
    assertThat(byIndex).isEqualTo(fromMemory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void skipsIndexesThatATableLacks(String memoryMaxBytes) throws Exception {
    List<String> posts =
        posts(withGaps(memoryMaxBytes, "sampling.order", "shuffle", "posts.max", "150"));

    assertThat(posts).hasSize(300).doesNotHaveDuplicates();
    assertThat(posts).contains("u.x 20 {\"ind\":20,\"a\":40}", "u.y 20 {\"nr\":20,\"b\":\"b20\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void emitsWhatIsThere(String memoryMaxBytes) throws Exception {
    List<String> posts =
        posts(
            withGaps(
                memoryMaxBytes,
                "sampling.order",
                "sequential",
                "posts.max",
                "3",
                "missing.row",
                "emit"));

    assertThat(posts)
        .containsExactly(
            "u.x 10 {\"ind\":10,\"a\":20}",
            "u.x 20 {\"ind\":20,\"a\":40}",
            "u.y 20 {\"nr\":20,\"b\":\"b20\"}",
            "u.x 30 {\"ind\":30,\"a\":60}");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 1", "-1, 5", "0, 5"})
  void countsAPostOnceWhateverRowsItHas(String memoryMaxBytes, int tasks) throws Exception {
    // 300 indexes in the first table, every other one of them in the second.
    Map<String, String> settings =
        withGaps(
            memoryMaxBytes, "sampling.order", "shuffle", "posts.max", "300", "missing.row", "emit");

    List<SourceRecord> records = new EmittedPosts().run(settings, tasks, Integer.MAX_VALUE);

    assertThat(records.stream().filter(r -> r.topic().equals("u.x"))).hasSize(300);
    assertThat(records.stream().filter(r -> r.topic().equals("u.y"))).hasSize(150);
    assertThat(records.stream().map(r -> r.headers().lastWithName("post.seq").value()).distinct())
        .hasSize(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void failsAtTheFirstMissingRow(String memoryMaxBytes) {
    Map<String, String> settings = withGaps(memoryMaxBytes, "missing.row", "fail");

    assertThatThrownBy(() -> posts(settings))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("table gaps_b has no row with nr = 10, but table gaps_a has one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void drawsRowsThatCameLaterAndOutlastsAnEmptyTable(String memoryMaxBytes) throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE growing_a (ind INT PRIMARY KEY);
        CREATE OR REPLACE TABLE growing_b (nr INT PRIMARY KEY);
        INSERT INTO growing_a VALUES (1), (2);
        INSERT INTO growing_b VALUES (1), (2)
        """);
    Map<String, String> settings =
        settings(
            "mariadb",
            "growing_a,growing_b",
            "sampling.repeat",
            "resend",
            "sampling.order",
            "shuffle",
            "refresh.ms",
            "20",
            "memory.max.bytes",
            memoryMaxBytes);
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(2)).extracting(SourceRecord::key).isSubsetOf("1", "2");

      database.execute("DELETE FROM growing_a");
      database.execute(
          "INSERT INTO growing_a VALUES (1), (2), (3); INSERT INTO growing_b VALUES (3)");

      await()
          .pollInSameThread()
          .until(() -> task.poll().stream().anyMatch(r -> r.key().equals("3")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void postsBecomeWholeThoughARowComes(String memoryMaxBytes) throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE late_a (ind INT PRIMARY KEY);
        CREATE OR REPLACE TABLE late_b (nr INT PRIMARY KEY);
        INSERT INTO late_a SELECT seq FROM seq_0_to_999 WHERE seq <> 500;
        INSERT INTO late_b SELECT seq FROM seq_0_to_999 WHERE seq <> 500
        """);
    Map<String, String> settings =
        settings(
            "mariadb",
            "late_a,late_b",
            "sampling.order",
            "shuffle",
            "late.share",
            "1.0",
            "edit.share",
            "0.3",
            "delete.share",
            "0.1",
            "late.ms",
            "1000",
            "posts.per.second",
            "100",
            "posts.max",
            "500",
            "refresh.ms",
            "100",
            "memory.max.bytes",
            memoryMaxBytes);
    List<SourceRecord> records = new ArrayList<>();
    try (RunningTask task = RunningTask.start(settings)) {
      records.addAll(task.pollRecords(250));
      database.execute("INSERT INTO late_a VALUES (500); INSERT INTO late_b VALUES (500)");
      records.addAll(task.pollRecords(Integer.MAX_VALUE));
    }

    Map<Object, Set<String>> topics = new HashMap<>();
    Map<Object, Set<String>> deleted = new HashMap<>();
    records.forEach(
        r ->
            (r.value() == null ? deleted : topics)
                .computeIfAbsent(r.key(), key -> new HashSet<>())
                .add(r.topic()));
    assertThat(topics.values()).allSatisfy(each -> assertThat(each).hasSize(2));
    assertThat(deleted).isNotEmpty();
    assertThat(topics.keySet()).containsAll(deleted.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void aRowThatIsNotDrawnIsNotRead(String memoryMaxBytes) throws Exception {
    // A TIME below zero has no Connect type.
    database.execute(
        """
        CREATE OR REPLACE TABLE between_a (ind INT PRIMARY KEY, t TIME);
        CREATE OR REPLACE TABLE between_b (nr INT PRIMARY KEY);
        INSERT INTO between_a VALUES (1, '10:00'), (2, '-10:00'), (3, '10:00'), (4, '-10:00'), (5, '10:00');
        INSERT INTO between_a VALUES (6, '10:00'), (300000, '-10:00'), (900000, '10:00');
        INSERT INTO between_b VALUES (1), (3), (5)
        """);
    Map<String, String> settings =
        settings(
            "mariadb",
            "between_a,between_b",
            "refresh.ms",
            "50",
            "sampling.repeat",
            "resend",
            "memory.max.bytes",
            memoryMaxBytes);
    try (RunningTask task = RunningTask.start(settings)) {
      for (long more : new long[] {6, 900_000, 7}) {
        // Indexes are read again after the rows have been.
        database.execute("REPLACE INTO between_a VALUES (" + more + ", '10:00')");
        database.execute("INSERT INTO between_b VALUES (" + more + ")");
        await()
            .pollInSameThread()
            .until(() -> task.poll().stream().anyMatch(r -> r.key().equals(Long.toString(more))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0"})
  void neverDrawsWhatTheFirstTableLacks(String memoryMaxBytes) throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE first_a (ind INT PRIMARY KEY);
        CREATE OR REPLACE TABLE first_b (nr INT PRIMARY KEY);
        INSERT INTO first_a SELECT seq FROM seq_0_to_150000;
        INSERT INTO first_b SELECT seq FROM seq_0_to_150000;
        DELETE FROM first_a WHERE ind = 7
        """);
    Map<String, String> settings =
        settings(
            "mariadb",
            "first_a,first_b",
            "sampling.order",
            "sequential",
            "posts.max",
            "20",
            "missing.row",
            "emit",
            "memory.max.bytes",
            memoryMaxBytes);

    assertThat(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE))
        .hasSize(40)
        .noneMatch(r -> r.key().equals("7"));
  }

  @Test
  void beginsWithoutASearchThroughAWholeTable() throws Exception {
    database.execute(
        """
        SET GLOBAL userstat = 1;
        CREATE OR REPLACE TABLE whole_a (ind INT PRIMARY KEY);
        CREATE OR REPLACE TABLE whole_b (nr INT PRIMARY KEY);
        INSERT INTO whole_a SELECT seq FROM seq_0_to_150000;
        INSERT INTO whole_b SELECT seq FROM seq_0_to_150000;
        FLUSH TABLE_STATISTICS
        """);
    try {
      Map<String, String> settings =
          settings("mariadb", "whole_a,whole_b", "posts.max", "5", "memory.max.bytes", "0");

      assertThat(posts(settings)).hasSize(10);
      assertThat(
              database
                  .server()
                  .count(
                      "SELECT SUM(rows_read) FROM information_schema.table_statistics"
                          + " WHERE table_schema = 'keyed' AND table_name LIKE 'whole_%'"))
          .isBetween(10L, 1_000L);
    } finally {
      database.execute("SET GLOBAL userstat = 0");
    }
  }

  @Test
  void saysThatThereIsNothingToDrawFrom() {
    Map<String, String> settings =
        settings("mariadb", "plain_a,plain_b", "sampling.range", "5000..6000");

    assertThatThrownBy(() -> posts(settings))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("table plain_a has no row in the range 5000..6000");
  }

  @Test
  void goesOnWithoutAColumnThatHasGone() throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE slim_a (ind INT PRIMARY KEY, a INT, b INT);
        CREATE OR REPLACE TABLE slim_b (nr INT PRIMARY KEY);
        INSERT INTO slim_a SELECT seq, seq, seq FROM seq_0_to_999;
        INSERT INTO slim_b SELECT seq FROM seq_0_to_999
        """);
    Map<String, String> settings =
        settings("mariadb", "slim_a,slim_b", "posts.per.second", "500", "memory.max.bytes", "0");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(100)).isNotEmpty();
      database.execute("ALTER TABLE slim_a DROP COLUMN a");

      await()
          .pollInSameThread()
          .until(
              () ->
                  task.poll().stream()
                      .anyMatch(
                          r -> r.topic().equals("u.x") && r.valueSchema().field("a") == null));
    }
  }

  private static List<String> posts(Map<String, String> settings) throws InterruptedException {
    return new EmittedPosts()
        .run(settings, 1, Integer.MAX_VALUE).stream().map(KeyedReadingTest::line).toList();
  }

  private static String line(SourceRecord sourceRecord) {
    return sourceRecord.topic() + " " + sourceRecord.key() + " " + Json.of(sourceRecord);
  }

  private static Map<String, String> withGaps(String memoryMaxBytes, String... more) {
    Map<String, String> settings = settings("mariadb", "gaps_a,gaps_b", more);
    settings.put("memory.max.bytes", memoryMaxBytes);
    return settings;
  }

  private static Map<String, String> settings(String scheme, String tables, String... more) {
    Map<String, String> settings = database.settings(scheme, more);
    settings.put("tables", tables);
    settings.put("index.columns", "ind,nr");
    settings.put("topics", "x,y");
    return settings;
  }
}
