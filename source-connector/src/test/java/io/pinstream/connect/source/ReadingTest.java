// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task reads, when, and how much of it at a time. */
class ReadingTest {

  private static MariaDbDatabase database;

  @BeforeAll
  static void createDatabase() throws Exception {
    database = MariaDbServer.shared().createDatabase("reading");
  }

  private static void fill(String table, String rows) throws Exception {
    database.execute(
        "CREATE OR REPLACE TABLE %1$s (ind INT PRIMARY KEY, a TEXT); INSERT INTO %1$s %2$s"
            .formatted(table, rows));
  }

  private static Map<String, String> settings(String table, String... more) {
    Map<String, String> settings = database.settings("mariadb", more);
    settings.put("tables", table);
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    return settings;
  }

  @Test
  void emitsAsManyPostsAsWereAskedForThoughRowsGo() throws Exception {
    fill("going", "SELECT seq, seq FROM seq_1_to_200000");
    Map<String, String> settings =
        settings(
            "going",
            "memory.max.bytes",
            "0",
            "refresh.ms",
            "0",
            "posts.max",
            "2000",
            "sampling.order",
            "shuffle");
    List<SourceRecord> records = new ArrayList<>();
    try (RunningTask task = RunningTask.start(settings)) {
      records.addAll(task.pollRecords(100));
      database.execute("DELETE FROM going WHERE ind % 2 = 0");
      records.addAll(task.pollRecords(Integer.MAX_VALUE));
    }

    assertThat(records).hasSize(2_000);
    assertThat(records.stream().map(r -> r.headers().lastWithName("post.seq").value()).distinct())
        .hasSize(2_000);
  }

  @Test
  void doesNotReadBeyondItsMemoryWhenTheTableGrows() throws Exception {
    fill("swelling", "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_500");
    Map<String, String> settings =
        settings("swelling", "memory.max.bytes", "1000000", "refresh.ms", "50");
    // Rows above the stride would not be drawn.
    settings.put("sampling.repeat", "resend");
    try (RunningTask task = RunningTask.start(settings)) {
      await().pollInSameThread().until(() -> !task.poll().isEmpty() && rows(task) == 500);
      database.execute("INSERT INTO swelling SELECT seq, REPEAT('x', 1000) FROM seq_501_to_20000");
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && (Long) task.metric("Indexes") == 20_000);
      for (int i = 0; i < 50; i++) {
        assertThat(task.pollRecords(1)).isNotEmpty();
        assertThat(rows(task)).isLessThanOrEqualTo(1_000);
      }
    }
  }

  @Test
  void showsChangedContentThoughPostsAreRare() throws Exception {
    fill("rare", "SELECT 1, 'old'");
    Map<String, String> settings = settings("rare", "posts.per.second", "0.4", "refresh.ms", "100");
    settings.put("sampling.repeat", "resend");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(Json.of(task.pollRecords(1).get(0))).contains("old");
      database.execute("UPDATE rare SET a = 'new'");

      assertThat(Json.of(task.pollRecords(1).get(0))).contains("new");
    }
  }

  @Test
  void holdsATableThatFitsAndReadsEachRowOnce() throws Exception {
    fill("fitting", "SELECT seq, seq FROM seq_1_to_20000");
    Map<String, String> settings =
        settings("fitting", "sampling.order", "shuffle", "posts.max", "40000");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(Integer.MAX_VALUE)).hasSize(40_000);
      assertThat(rows(task)).isEqualTo(20_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shuffle", "random", "sequential"})
  void aLargeTableWithAFewGapsIsDrawnWithoutCountingIt(String order) throws Exception {
    fill("gappy", "SELECT seq, seq FROM seq_1_to_150000");
    database.execute("DELETE FROM gappy WHERE ind IN (77, 3000, 99999)");
    Map<String, String> settings =
        settings("gappy", "sampling.order", order, "posts.max", "150000", "memory.max.bytes", "-1");
    try (RunningTask task = RunningTask.start(settings)) {
      Map<Object, Integer> drawn = new HashMap<>();
      task.pollRecords(150_000).forEach(r -> drawn.merge(r.key(), 1, Integer::sum));

      assertThat(task.metric("Indexes")).isEqualTo(150_000L);
      assertThat(drawn).doesNotContainKeys("77", "3000", "99999");
      if (!order.equals("random")) {
        assertThat(drawn).as("every row at least once").hasSize(149_997);
      }
    }
  }

  @Test
  void aLargeTableWithManyGapsIsDrawnFromItsList() throws Exception {
    fill("sparse", "SELECT seq, seq FROM seq_1_to_2000000_step_1000");
    Map<String, String> settings =
        settings("sparse", "sampling.order", "shuffle", "posts.max", "2000");

    List<SourceRecord> records = new EmittedPosts().run(settings, 1, Integer.MAX_VALUE);

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(2_000);
  }

  @Test
  void stopsAtOnceOnItsWayToAFarPosition() throws Exception {
    fill("far", "SELECT seq, seq FROM seq_1_to_100");
    Map<String, String> settings = settings("far", "sampling.order", "python", "arrival", "python");
    Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    for (int stream = 0; stream < 24; stream++) {
      offsets.put(Map.of("stream", "u/" + stream), Map.of("position", Long.MAX_VALUE / 4));
    }
    RunningTask task = RunningTask.start(RunningTask.taskProperties(settings, 1).get(0), offsets);
    long start = System.nanoTime();
    assertThat(task.poll()).isEmpty();
    assertThat(task.poll()).isEmpty();
    task.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("pinstream-u-0-reader")));
  }

  @Test
  void emitsWhileTheIndexesAreReadAgain() throws Exception {
    fill("counted", "SELECT seq, seq FROM seq_0_to_999");
    // Who looks for row 0, as everybody does who lists or counts the rows, has to wait.
    database.execute(
        """
        CREATE OR REPLACE TABLE gate (closed INT);
        INSERT INTO gate VALUES (0);
        CREATE OR REPLACE VIEW gated AS SELECT ind, a FROM counted
          WHERE ind > 0 OR (SELECT closed FROM gate) = 0 OR SLEEP(60) = 0
        """);
    Map<String, String> settings =
        settings(
            "gated",
            "sampling.order",
            "sequential",
            "posts.per.second",
            "50",
            "memory.max.bytes",
            "0",
            "refresh.ms",
            "100");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(10)).isNotEmpty();
      database.execute("UPDATE gate SET closed = 1");
      await().pollInSameThread().until(() -> task.poll() != null && database.isAsleep());

      assertThat(task.pollRecords(100)).hasSizeGreaterThanOrEqualTo(100);
      assertThat(database.isAsleep()).as("the indexes are still being read").isTrue();
    }
  }

  @Test
  void saysAWarningOnceHoweverOftenItReads() throws Exception {
    database.execute(
        "CREATE TABLE twice (ind INT, spot POINT); INSERT INTO twice VALUES (1, NULL), (1, NULL)");
    Map<String, String> settings =
        settings("twice", "refresh.ms", "20", "unmapped.columns", "skip");
    try (CapturedLog log = new CapturedLog();
        RunningTask task = RunningTask.start(settings)) {
      database.execute("INSERT INTO twice VALUES (2, NULL)");
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && (Long) task.metric("Indexes") == 2);
      database.execute("INSERT INTO twice VALUES (3, NULL)");
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && (Long) task.metric("Indexes") == 3);

      assertThat(log.text())
          .containsOnlyOnce("1 rows of table twice are left out")
          .containsOnlyOnce("Columns of table twice are left out");
    }
  }

  @Test
  void holdsFewLargeRowsAtATime() throws Exception {
    fill("large", "SELECT seq, REPEAT('x', 60000) FROM seq_1_to_2000");
    Map<String, String> settings =
        settings("large", "memory.max.bytes", "0", "sampling.order", "shuffle");
    try (RunningTask task = RunningTask.start(settings)) {
      for (int polls = 0; polls < 20; polls++) {
        // A batch is 8 MB.
        assertThat(task.poll().size()).isLessThanOrEqualTo(3 * 140);
      }
    }
  }

  @Test
  void searchesForNoMoreRowsAtATimeThanItMayHandOver() throws Exception {
    fill("narrow", "SELECT seq, seq FROM seq_1_to_1000");
    database.execute("SET GLOBAL log_output = 'TABLE', general_log = 1");
    try (RunningTask task =
        RunningTask.start(settings("narrow", "memory.max.bytes", "0", "batch.max.rows", "2"))) {
      assertThat(task.pollRecords(200)).isNotEmpty();
    } finally {
      database.execute("SET GLOBAL general_log = 0");
    }

    assertThat(searches("?,?")).isPositive();
    assertThat(searches("?,?,?")).isZero();
  }

  private static long searches(String places) throws Exception {
    return MariaDbServer.shared()
        .count(
            "SELECT COUNT(*) FROM mysql.general_log WHERE argument LIKE '%%`narrow`%%%s%%'"
                .formatted(places));
  }

  @ParameterizedTest
  @CsvSource({"BIGINT NOT NULL, 5000000000", "TEXT NOT NULL, \"many\"", "INT NULL, null"})
  void readsByIndexWhatAColumnHoldsThatHasBecomeWider(String type, String value) throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE widened (ind INT PRIMARY KEY, a INT NOT NULL);
        INSERT INTO widened SELECT seq, seq FROM seq_1_to_100
        """);
    Map<String, String> settings =
        settings("widened", "memory.max.bytes", "0", "posts.per.second", "500");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(10)).isNotEmpty();
      database.execute("ALTER TABLE widened MODIFY a %s".formatted(type));
      database.execute("UPDATE widened SET a = %s".formatted(value));

      await()
          .pollInSameThread()
          .until(
              () ->
                  task.poll().stream()
                      .map(r -> ((Struct) r.value()).get("a"))
                      .map(String::valueOf)
                      .anyMatch(value.replace("\"", "")::equals));
    }
  }

  @Test
  void holdsFewLargeRowsThoughNobodyTakesThem() throws Exception {
    fill("larger", "SELECT seq, REPEAT('x', 60000) FROM seq_1_to_2000");
    Map<String, String> settings =
        settings("larger", "memory.max.bytes", "0", "sampling.order", "shuffle");
    try (RunningTask task = RunningTask.start(settings)) {
      for (int polls = 0; polls < 5; polls++) {
        await().until(ReadingTest::hasReadAhead);
        assertThat(task.poll().size()).as("8 MB are read ahead").isLessThanOrEqualTo(140);
      }
    }
  }

  /** Whether the reader has nothing to do. */
  private static boolean hasReadAhead() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("pinstream-u-0-reader"))
        .flatMap(thread -> Stream.of(thread.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("awaitDemand"));
  }

  @Test
  void indexesWithAStepAreNoSpan() throws Exception {
    // (100800 - 0) / 63 is a multiple of ten.
    fill("stepped", "SELECT seq, seq FROM seq_0_to_100800_step_10");
    Map<String, String> settings =
        settings("stepped", "sampling.order", "shuffle", "posts.max", "10081");
    List<SourceRecord> records = new ArrayList<>();
    try (RunningTask task = RunningTask.start(settings)) {
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .until(() -> records.addAll(task.poll()) && records.size() == 10_081);
    }

    assertThat(records.stream().map(SourceRecord::key).distinct()).hasSize(10_081);
  }

  @Test
  void staysIdleAtItsEndWhateverBecomesOfTheDatabase() throws Exception {
    fill("finished", "SELECT seq, seq FROM seq_1_to_10");
    Map<String, String> settings = settings("finished", "posts.max", "5", "refresh.ms", "50");
    EmittedPosts worker = new EmittedPosts();
    assertThat(worker.run(settings, 1, Integer.MAX_VALUE)).hasSize(5);
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(Integer.MAX_VALUE)).hasSize(5);
      database.execute("DROP TABLE finished");

      for (int polls = 0; polls < 3; polls++) {
        assertThat(task.poll()).isEmpty();
      }
      assertThat(task.metric("State")).isEqualTo("FINISHED");
    }
    assertThat(worker.run(settings, 1, Integer.MAX_VALUE)).as("after a restart").isEmpty();
  }

  @Test
  void saysThatAnIndexHasSeveralRowsThoughTheyAreNotListed() throws Exception {
    database.execute(
        """
        CREATE OR REPLACE TABLE doubled (ind INT, a TEXT, KEY (ind));
        INSERT INTO doubled SELECT seq, seq FROM seq_0_to_150000;
        INSERT INTO doubled VALUES (5, 'again')
        """);
    Map<String, String> settings =
        settings(
            "doubled", "sampling.order", "sequential", "posts.max", "20", "memory.max.bytes", "0");
    try (CapturedLog log = new CapturedLog()) {
      assertThat(new EmittedPosts().run(settings, 1, Integer.MAX_VALUE)).hasSize(20);

      assertThat(log.text()).containsOnlyOnce("Table doubled has several rows of the same ind");
    }
  }

  private static long rows(RunningTask task) {
    return (Long) task.metric("RowsInMemory");
  }
}
