// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.connect.source.database.MariaDbDatabase;
import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A heap of 64 MB is enough, however large the rows are that come behind thousands of small ones.
 */
class HugeRowsTest {

  private static final int SMALL = 5_000;
  private static final int HUGE = 300;

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void ofMariaDb(String memoryMaxBytes) throws Exception {
    MariaDbDatabase database =
        MariaDbServer.shared().createDatabase("huge" + memoryMaxBytes.length());
    database.execute(
        """
        CREATE TABLE t (ind INT PRIMARY KEY, a LONGTEXT);
        INSERT INTO t SELECT seq, 'x' FROM seq_1_to_5000;
        INSERT INTO t SELECT seq, REPEAT('x', 500000) FROM seq_5001_to_5300
        """);

    assertThat(
            emittedInASmallHeap(database.settings("mariadb", "memory.max.bytes", memoryMaxBytes)))
        .isEqualTo("all %d posts".formatted(SMALL + HUGE));
  }

  @Test
  void ofPostgreSql() throws Exception {
    PostgreSqlServer server = PostgreSqlServer.shared();
    server.createSchema("huge");
    server.execute(
        """
        CREATE TABLE huge.t (ind INT PRIMARY KEY, a TEXT);
        INSERT INTO huge.t SELECT i, 'x' FROM generate_series(1, 5000) i;
        INSERT INTO huge.t SELECT i, REPEAT('x', 500000) FROM generate_series(5001, 5300) i
        """);

    assertThat(emittedInASmallHeap(server.settings("huge", "memory.max.bytes", "0")))
        .isEqualTo("all %d posts".formatted(SMALL + HUGE));
  }

  private static String emittedInASmallHeap(Map<String, String> settings) throws Exception {
    settings.putAll(Map.of("tables", "t", "index.columns", "ind", "topics", "t"));
    settings.putAll(Map.of("sampling.order", "sequential", "posts.max", "" + (SMALL + HUGE)));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    Process worker = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(worker.waitFor()).as(said).isZero();
    return said.lines().reduce("", (before, last) -> last);
  }

  /** Takes posts as a worker does that keeps none of them. */
  static final class Worker {

    public static void main(String[] settings) throws Exception {
      Map<String, String> map = new HashMap<>();
      for (String setting : settings) {
        map.put(
            setting.substring(0, setting.indexOf('=')),
            setting.substring(setting.indexOf('=') + 1));
      }
      int posts = 0;
      try (RunningTask task = RunningTask.start(map)) {
        while (!task.metric("State").equals("FINISHED")) {
          posts += task.poll().size();
        }
      }
      System.out.println("all " + posts + " posts");
      System.exit(0);
    }
  }
}
