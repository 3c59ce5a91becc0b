// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task does when a real database is hurt. */
class DatabaseTroubleTest {

  private static MariaDbServer server;
  private static int databases;

  private MariaDbDatabase database;

  @BeforeAll
  static void startServer(@TempDir Path folder) throws Exception {
    server = MariaDbServer.start(folder);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void fillTables() throws Exception {
    database = server.createDatabase("trouble" + ++databases);
    database.execute(PinterestTables.mySql(2_000));
    database.execute(
        """
        ALTER TABLE pinterest_data ADD PRIMARY KEY (`index`);
        ALTER TABLE geolocation_data ADD PRIMARY KEY (ind);
        ALTER TABLE user_data ADD PRIMARY KEY (ind)
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void goesOnExactlyWhereItWasWhenTheDatabaseComesBack(String scheme) throws Exception {
    server.kill();
    try (RunningTask task = RunningTask.start(byIndex(scheme, "posts.max", "5000"))) {
      // Down at the start.
      await().pollInSameThread().until(() -> task.poll().isEmpty() && retries(task) > 0);
      server.restart();
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(3_000));

      // Down in mid-stream.
      server.kill();
      long before = retries(task);
      await()
          .pollInSameThread()
          .atMost(30, SECONDS)
          .until(
              () -> {
                records.addAll(task.poll());
                return retries(task) > before;
              });
      server.restart();
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(
              records.stream()
                  .filter(r -> r.topic().equals("u.user"))
                  .map(r -> (Long) r.headers().lastWithName("post.seq").value()))
          .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
    }
  }

  @Test
  void emitsFromMemoryWhileTheDatabaseIsDown() throws Exception {
    try (RunningTask task =
        RunningTask.start(
            settings("mariadb", "snapshot.refresh.ms", "50", "connection.attempts", "2"))) {
      assertThat(task.pollRecords(3)).isNotEmpty();
      server.kill();
      await().pollInSameThread().until(() -> !task.poll().isEmpty() && retries(task) > 1);
      server.restart();
      database.execute("UPDATE user_data SET first_name = 'Changed'");

      await()
          .pollInSameThread()
          .atMost(30, SECONDS)
          .until(() -> task.poll().stream().anyMatch(r -> Json.of(r).contains("Changed")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void stopsAtOnceWhenTheDatabaseHangs(String scheme) throws Exception {
    RunningTask task = RunningTask.start(byIndex(scheme));
    assertThat(task.pollRecords(3)).isNotEmpty();
    server.signal("STOP");
    try {
      await().pollInSameThread().until(() -> task.poll().isEmpty());

      long start = System.nanoTime();
      task.poll();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      start = System.nanoTime();
      task.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    } finally {
      server.signal("CONT");
    }
  }

  @Test
  void givesUpWithTheCauseWhenTheDatabaseStaysAway() throws Exception {
    server.kill();
    try (RunningTask task = RunningTask.start(settings("mariadb", "connection.attempts", "3"))) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("reading the tables failed 3 times in a row")
          .hasRootCauseInstanceOf(java.net.ConnectException.class);
      assertThat(retries(task)).isEqualTo(2);
    } finally {
      server.restart();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void failsWhenItsLogInIsRefused(String scheme) throws Exception {
    database.execute("ALTER USER reader@localhost IDENTIFIED BY 'another'");
    try (RunningTask task = RunningTask.start(settings(scheme))) {
      assertThatThrownBy(() -> task.pollRecords(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("LOGIN_REFUSED")
          .hasMessageContaining("Access denied")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(MariaDbServer.PASSWORD));
      assertThat(retries(task)).isZero();
    } finally {
      database.execute(
          "ALTER USER reader@localhost IDENTIFIED BY '" + MariaDbServer.PASSWORD + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql"})
  void failsWhenATableIsDropped(String scheme) throws Exception {
    try (RunningTask task = RunningTask.start(byIndex(scheme))) {
      assertThat(task.pollRecords(3)).isNotEmpty();
      database.execute("DROP TABLE geolocation_data");

      assertThatThrownBy(() -> task.pollRecords(Integer.MAX_VALUE))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("NO_SUCH_TABLE")
          .hasMessageContaining("geolocation_data");
    }
  }

  @Test
  void readsOnWhenItsConnectionIsKilled() throws Exception {
    try (RunningTask task = RunningTask.start(byIndex("mariadb", "posts.max", "3000"))) {
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(300));
      database.execute("KILL USER reader@localhost");
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(records).hasSize(9_000);
    }
  }

  private Map<String, String> byIndex(String scheme, String... more) {
    Map<String, String> settings = settings(scheme, more);
    settings.put("snapshot.max.rows", "0");
    return settings;
  }

  private Map<String, String> settings(String scheme, String... more) {
    Map<String, String> settings =
        database.settings(
            scheme,
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

  private static long retries(RunningTask task) {
    return (Long) task.metric("Retries");
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
