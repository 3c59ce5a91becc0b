// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostReader;
import io.pinstream.connect.source.database.Retries;
import io.pinstream.connect.source.database.TableSelection;
import io.pinstream.connect.source.sampling.Life;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of a task. */
class TaskProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private static MariaDbDatabase database;

  @BeforeAll
  static void fillTables() throws Exception {
    database = MariaDbServer.shared().createDatabase("progress");
    database.execute(PinterestTables.mySql(100));
  }

  @Test
  void saysAtGrowingIntervalsWhatItDoes() {
    long[] now = {0};
    Retries untried = new Retries(null, 1, Duration.ZERO);
    List<Long> saidAt = new ArrayList<>();
    try (TaskProgress progress = new TaskProgress("lines", 3, untried, unread(), () -> now[0], 0);
        CapturedLog log = new CapturedLog()) {
      int lines = 0;
      for (; now[0] <= 5 * 3_600 * SECOND; now[0] += SECOND) {
        progress.report();
        int said = log.text().split("Task 3: ", -1).length - 1;
        if (said > lines) {
          saidAt.add(now[0] / SECOND);
          lines = said;
        }
      }
    }

    assertThat(saidAt)
        .startsWith(5L, 15L, 35L, 75L, 155L, 315L, 635L, 1_275L, 2_555L, 5_115L)
        .as("then every hour")
        .endsWith(8_715L, 12_315L, 15_915L);
  }

  @Test
  void saysThatItHasEndedAndStaysIdle() throws Exception {
    Map<String, String> settings = database.settings("mariadb", "posts.max", "10");
    try (CapturedLog log = new CapturedLog();
        RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(Integer.MAX_VALUE)).hasSize(30);

      assertThat(task.poll()).as("idle").isEmpty();
      assertThat(log.text())
          .containsOnlyOnce(
              "Task 0 has emitted its share of the 10 posts of posts.max and stays idle");
      assertThat(task.metric("State")).isEqualTo("FINISHED");
    }
  }

  @Test
  void showsItsCountsOverJmx() throws Exception {
    try (RunningTask task = RunningTask.start(database.settings("mariadb", "posts.max", "10"))) {
      task.pollRecords(Integer.MAX_VALUE);

      assertThat(task.metric("Posts")).isEqualTo(10L);
      assertThat(task.metric("Records")).isEqualTo(30L);
      assertThat(task.metric("Position")).isEqualTo(9L);
      assertThat(task.metric("Indexes")).isEqualTo(100L);
      assertThat(task.metric("RowsInMemory")).as("the whole table").isEqualTo(300L);
      assertThat(task.metric("Retries")).isEqualTo(0L);
    }
  }

  @Test
  void keepsItsPositionWhileAPostIsReadButNotDue() throws Exception {
    Map<String, String> settings =
        database.settings(
            "mariadb",
            "posts.max",
            "6",
            "posts.per.second",
            "1",
            "sampling.order",
            "python",
            "arrival",
            "python");
    try (RunningTask task = RunningTask.start(settings)) {
      long highest = -1;
      while (!task.metric("State").equals("FINISHED")) {
        task.poll();
        long shown = (Long) task.metric("Position");
        assertThat(shown).isGreaterThanOrEqualTo(highest);
        highest = shown;
      }
      assertThat(highest).isEqualTo(5);
    }
  }

  @Test
  void aTaskThatWasGivenUpTakesNothingFromItsSuccessor() throws Exception {
    Map<String, String> settings = database.settings("mariadb", "posts.max", "10");
    RunningTask givenUp = RunningTask.start(settings);
    try (RunningTask successor = RunningTask.start(settings)) {
      givenUp.close();

      successor.pollRecords(Integer.MAX_VALUE);
      assertThat(successor.metric("Posts")).isEqualTo(10L);
    }
  }

  private static PostReader unread() {
    TableSelection none =
        new TableSelection(List.of(), null, null, null, false, ZoneOffset.UTC, false);
    Life quiet = new Life(1, 1, 0, 0, 0, 0, 0, 1, 10);
    return new PostReader("unread", null, none, null, null, quiet, null, 0, 1, Duration.ZERO);
  }

  @Test
  void warnsOfAnIndexColumnWithoutAnIndex() throws Exception {
    database.execute(
        "CREATE TABLE indexed (ind INT PRIMARY KEY); INSERT INTO indexed VALUES (1);"
            + "CREATE TABLE bare (ind INT, KEY bare_key (ind) IGNORED);"
            + "INSERT INTO bare VALUES (1)");
    Map<String, String> settings =
        database.settings(
            "mariadb",
            "tables",
            "indexed,bare",
            "index.columns",
            "ind",
            "topics",
            "a,b",
            "memory.max.bytes",
            "0",
            "posts.max",
            "1");
    try (CapturedLog log = new CapturedLog()) {
      new EmittedPosts().run(settings, 1, 2);

      assertThat(log.text())
          .containsOnlyOnce("Column ind of table bare has no index that helps")
          .contains("create one")
          .doesNotContain("of table indexed has no index");
    }
  }
}
