// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables whose rows are gone, for a moment or for good, after the start. */
class EmptiedTablesTest {

  private static MariaDbDatabase database;

  @BeforeAll
  static void createDatabase() throws Exception {
    database = MariaDbServer.shared().createDatabase("emptied_tables");
  }

  @Test
  void waitsForRowsWhenAllAreGone() throws Exception {
    fill("emptied");
    Map<String, String> settings =
        settings("emptied", "memory.max.bytes", "0", "refresh.ms", "0", "posts.max", "3000");
    try (CapturedLog log = new CapturedLog();
        RunningTask task = RunningTask.start(settings)) {
      List<SourceRecord> records = new ArrayList<>(task.pollRecords(1));
      database.execute("UPDATE emptied SET ind = ind + 1000");
      records.addAll(task.pollRecords(Integer.MAX_VALUE));

      assertThat(records).hasSize(3_000);
      assertThat(records.get(2_999).key().toString()).matches("1\\d{3}");
      assertThat(log.text()).contains("the indexes are read again");
    }
  }

  @Test
  void outlastsSomeSecondsWithoutRows() throws Exception {
    fill("reloaded");
    Map<String, String> settings =
        settings(
            "reloaded", "memory.max.bytes", "0", "refresh.ms", "0", "connection.backoff.ms", "100");
    try (RunningTask task = RunningTask.start(settings)) {
      assertThat(task.pollRecords(1)).isNotEmpty();
      database.execute("DELETE FROM reloaded");
      await()
          .pollInSameThread()
          .until(() -> task.poll().isEmpty() && (Long) task.metric("Retries") >= 2);
      assertThat(task.metric("State")).isEqualTo("RETRYING");
      database.execute("INSERT INTO reloaded SELECT seq, seq FROM seq_1_to_100");

      assertThat(task.pollRecords(2_000)).hasSizeGreaterThanOrEqualTo(2_000);
    }
  }

  @Test
  void emitsWhatIsInMemoryThoughTheTableIsEmptiedDuringARefresh() throws Exception {
    fill("nightly");
    // Who reads row 1 while the gate is closed has to wait; the list of the indexes does not.
    database.execute(
        """
        CREATE OR REPLACE TABLE night (closed INT);
        INSERT INTO night VALUES (0);
        CREATE OR REPLACE VIEW nights AS SELECT ind,
          IF(ind = 1 AND (SELECT closed FROM night) = 1, SLEEP(60), a) AS a FROM nightly
        """);
    Map<String, String> settings =
        settings("nights", "refresh.ms", "100", "connection.backoff.ms", "100");
    try (RunningTask task = RunningTask.start(settings)) {
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && (Long) task.metric("RowsInMemory") == 100);
      database.execute("UPDATE night SET closed = 1");
      await().until(database::isAsleep);
      database.execute(
          """
          DELETE FROM nightly;
          UPDATE night SET closed = 0;
          KILL QUERY USER reader
          """);
      await()
          .pollInSameThread()
          .until(() -> !task.poll().isEmpty() && (Long) task.metric("Retries") >= 2);

      assertThat(task.pollRecords(3_000)).hasSizeGreaterThanOrEqualTo(3_000);
      assertThat(task.metric("RowsInMemory")).isEqualTo(100L);
    }
  }

  /** A table with rows 1 to 100. */
  private static void fill(String table) throws Exception {
    database.execute(
        "CREATE TABLE %1$s (ind INT PRIMARY KEY, a TEXT); INSERT INTO %1$s SELECT seq, seq FROM seq_1_to_100"
            .formatted(table));
  }

  private static Map<String, String> settings(String table, String... more) {
    Map<String, String> settings = database.settings("mariadb", more);
    settings.put("tables", table);
    settings.put("index.columns", "ind");
    settings.put("topics", "t");
    settings.put("sampling.repeat", "resend");
    return settings;
  }
}
