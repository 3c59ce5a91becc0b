// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import io.pinstream.connect.source.database.TroubledDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task does when a real database is hurt. */
@Tag("faults")
class DatabaseTroubleTest {

  private static MariaDbServer mariaDb;
  private static PostgreSqlServer postgreSql;
  private static int databases;

  private TroubledDatabase database;

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    mariaDb = MariaDbServer.start(Files.createDirectory(folder.resolve("mariadb")));
    postgreSql = PostgreSqlServer.start(Files.createDirectory(folder.resolve("postgresql")));
  }

  @AfterAll
  static void stopServers() throws Exception {
    mariaDb.close();
    postgreSql.close();
  }

  private void fillTables(String scheme) throws Exception {
    String name = "trouble" + ++databases;
    boolean postgres = scheme.equals("postgresql");
    if (postgres) {
      postgreSql.createSchema(name);
      database = TroubledDatabase.of(postgreSql, name);
    } else {
      database = TroubledDatabase.of(mariaDb.createDatabase(name), scheme);
    }
    database.execute(postgres ? PinterestTables.postgreSql(2_000) : PinterestTables.mySql(2_000));
    database.execute(
        """
        CREATE UNIQUE INDEX pin ON pinterest_data (%s);
        CREATE UNIQUE INDEX geo ON geolocation_data (ind);
        CREATE UNIQUE INDEX usr ON user_data (ind)
        """
            .formatted(postgres ? "\"index\"" : "`index`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void goesOnExactlyWhereItWasWhenTheDatabaseComesBack(String scheme) throws Exception {
    fillTables(scheme);
    database.kill();
    try (RunningTask task = RunningTask.start(byIndex("posts.max", "5000"))) {
      // Down at the start.
      await().pollInSameThread().until(() -> task.poll().isEmpty() && retries(task) > 0);
      assertThat(task.metric("State")).isEqualTo("RETRYING");
      database.restart();
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(3_000));

      // Down in mid-stream.
      database.kill();
      pollUntilItRetries(task, records);
      database.restart();
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(positions(records))
          .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void goesOnExactlyWhereItWasWhenTheDatabaseAnswersAgain(String scheme) throws Exception {
    fillTables(scheme);
    try (RunningTask task =
        RunningTask.start(byIndex("posts.max", "5000", "query.timeout.ms", "1000"))) {
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(300));
      database.signal("STOP");
      try {
        pollUntilItRetries(task, records);
      } finally {
        database.signal("CONT");
      }
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(positions(records))
          .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "postgresql"})
  void emitsFromMemoryWhileTheDatabaseIsDown(String scheme) throws Exception {
    fillTables(scheme);
    try (RunningTask task =
        RunningTask.start(settings("refresh.ms", "50", "connection.attempts", "2"))) {
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && task.metric("RowsInMemory").equals(6_000L));
      database.kill();
      await().pollInSameThread().until(() -> !task.poll().isEmpty() && retries(task) > 1);
      database.restart();
      database.execute("UPDATE user_data SET first_name = 'Changed'");

      await()
          .pollInSameThread()
          .atMost(30, SECONDS)
          .until(() -> task.poll().stream().anyMatch(r -> Json.of(r).contains("Changed")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void stopsAtOnceWhenTheDatabaseHangs(String scheme) throws Exception {
    fillTables(scheme);
    RunningTask task = RunningTask.start(byIndex());
    assertThat(task.pollRecords(3)).isNotEmpty();
    database.signal("STOP");
    try {
      await().pollInSameThread().until(() -> task.poll().isEmpty());

      long start = System.nanoTime();
      task.poll();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      start = System.nanoTime();
      task.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    } finally {
      database.signal("CONT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "postgresql"})
  void givesUpWithTheCauseWhenTheDatabaseStaysAway(String scheme) throws Exception {
    fillTables(scheme);
    database.kill();
    try (RunningTask task = RunningTask.start(settings("connection.attempts", "3"))) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("reading the tables failed 3 times in a row")
          .hasRootCauseInstanceOf(java.net.ConnectException.class);
      assertThat(retries(task)).isEqualTo(2);
    } finally {
      database.restart();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void failsWhenItsLogInIsRefused(String scheme) throws Exception {
    fillTables(scheme);
    database.changePassword("another");
    try (RunningTask task = RunningTask.start(settings())) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("LOGIN_REFUSED")
          .hasMessageMatching(".*(Access denied|password authentication failed).*")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(MariaDbServer.PASSWORD));
      assertThat(retries(task)).isZero();
    } finally {
      database.changePassword(MariaDbServer.PASSWORD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql"})
  void failsWhenATableIsDropped(String scheme) throws Exception {
    fillTables(scheme);
    try (RunningTask task = RunningTask.start(byIndex())) {
      assertThat(task.pollRecords(3)).isNotEmpty();
      database.execute("DROP TABLE geolocation_data");

      assertThatThrownBy(() -> task.pollRecords(Integer.MAX_VALUE))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("NO_SUCH_TABLE")
          .hasMessageContaining("geolocation_data");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "postgresql"})
  void readsOnWhenItsConnectionIsKilled(String scheme) throws Exception {
    fillTables(scheme);
    try (RunningTask task = RunningTask.start(byIndex("posts.max", "3000"))) {
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(300));
      database.killConnections();
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(records).hasSize(9_000);
    }
  }

  private Map<String, String> byIndex(String... more) {
    Map<String, String> settings = settings(more);
    settings.put("memory.max.bytes", "0");
    return settings;
  }

  private Map<String, String> settings(String... more) {
    Map<String, String> settings =
        database.settings(
            "sampling.order",
            "shuffle",
            "connection.backoff.ms",
            "50",
            "connection.timeout.ms",
            "500",
            "query.timeout.ms",
            "5000");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static void pollUntilItRetries(RunningTask task, List<SourceRecord> records) {
    long before = retries(task);
    await()
        .pollInSameThread()
        .atMost(30, SECONDS)
        .until(
            () -> {
              records.addAll(task.poll());
              return retries(task) > before;
            });
  }

  private static List<Long> positions(List<SourceRecord> records) {
    return records.stream()
        .filter(r -> r.topic().equals("u.user"))
        .map(r -> (Long) r.headers().lastWithName("post.seq").value())
        .toList();
  }

  private static long retries(RunningTask task) {
    return (Long) task.metric("Retries");
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
