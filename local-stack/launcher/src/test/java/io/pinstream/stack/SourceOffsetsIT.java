// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source connector's positions on a real worker, whatever an operator does to the connector.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceOffsetsIT {
  private static final int ROWS = 500;

  private TestStack test;

  @BeforeAll
  void start(@TempDir Path directory) {
    test = TestStack.start(StackOptions.defaults(directory, "offsets").withRows(ROWS));
  }

  @AfterAll
  void end() {
    test.close();
  }

  @Test
  void goesOnExactlyAtThePositionThatIsSet() {
    var source = source("moved", Emulation.of(100));
    source.deploy();
    source.awaitExactly(LongStream.range(0, 100));
    assertThat(test.stack().connect().status("moved").isRunning())
        .as("a task that has emitted all posts stays running")
        .isTrue();

    source.stop();
    assertThat(source.committed())
        .hasSize(SourceConnector.STREAMS)
        .containsEntry("moved/3", 123L)
        .containsEntry("moved/5", 101L);
    assertThat(source.alterOffsets(Map.of("moved/5", 53)).status()).isEqualTo(200);
    source.resume();
    source.awaitExactly(LongStream.range(0, 100), LongStream.of(53, 77));

    source.stop();
    var whole = new LinkedHashMap<String, Object>();
    for (int stream = 0; stream < SourceConnector.STREAMS; stream++) {
      whole.put("moved/" + stream, 90);
    }
    assertThat(source.alterOffsets(whole).status()).isEqualTo(200);
    source.resume();
    source.awaitExactly(LongStream.range(0, 100), LongStream.of(53, 77), LongStream.range(90, 100));
    assertThat(source.records("pin"))
        .as("a position has the same row, whenever it is emitted")
        .extracting(
            r -> new String(r.headers().lastHeader("post.seq").value(), UTF_8) + " " + r.key())
        .satisfies(lines -> assertThat(Set.copyOf(lines)).hasSize(100));
  }

  @Test
  void startsOverWhenItsPositionsAreReset() {
    var source = source("reset", Emulation.of(50));
    source.deploy();
    source.awaitExactly(LongStream.range(0, 50));

    source.stop();
    assertThat(source.send("DELETE", "/offsets", "").status()).isEqualTo(200);
    assertThat(source.committed()).isEmpty();
    source.resume();
    source.awaitExactly(LongStream.range(0, 50), LongStream.range(0, 50));
  }

  @Test
  void refusesPositionsThatAreNone() {
    var source = source("refused", Emulation.of(20));
    source.deploy();
    source.awaitPost(19);
    source.stop();
    var before = source.committed();

    assertRefused(source.alterOffsets(Map.of("other/3", 5)), "none of this connector's");
    assertRefused(source.alterOffsets(Map.of("refused/24", 5)), "N from 0 to 23");
    assertRefused(source.alterOffsets(Map.of("refused/3", -5)), "P from 0 on");
    assertRefused(source.alterOffsets(Map.of("refused/3", "five")), "P from 0 on");
    assertThat(source.committed()).isEqualTo(before);
  }

  private static void assertRefused(ConnectRest.Answer answer, String message) {
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void losesAndRepeatsNothingWhenItsTasksChangeOrItIsMadeAnew() {
    var source = source("changed", Emulation.of(1_000).withRate(150));
    source.deploy();
    source.awaitPost(50);
    source.set("tasks.max", "3").deploy();
    source.awaitPost(250);
    source.set("tasks.max", "2").deploy();
    source.awaitPost(450);
    // One that is deleted while its tasks start or end can be left by Connect's herder with a
    // fencing
    // that never starts ("Failed to perform zombie fencing"), until the worker is started again.
    assertThat(source.send("PUT", "/stop", "").status()).isLessThan(400);
    await()
        .atMost(TestStack.PATIENCE)
        .until(() -> source.get("/status").body().contains("\"tasks\":[]"));
    source.delete();
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> source.get("/status").status() == 404);
    source.deploy();
    source.awaitPost(600);
    assertThat(source.send("POST", "/restart?includeTasks=true", "").status()).isLessThan(400);
    source.awaitPost(700);
    source.set("posts.per.second", "0").deploy();

    source.awaitExactly(LongStream.range(0, 1_000));
  }

  @Test
  void makesEachPostATransactionWhereThatIsLeftToIt() {
    var source = source("single", Emulation.of(50)).set("transaction.boundary", "connector");
    source.deploy();
    source.awaitExactly(LongStream.range(0, 50));
    assertThat(source.records("pin"))
        .as("between two records of a partition is the marker of a transaction's end")
        .allSatisfy(pin -> assertThat(pin.offset()).isEven());
  }

  @Test
  void startsAnewWhenTheSeedChanges() {
    var source = source("seeded", Emulation.of(50));
    source.deploy();
    source.awaitExactly(LongStream.range(0, 50));
    source.set("sampling.seed", "7").deploy();

    source.awaitExactly(LongStream.range(0, 50), LongStream.range(0, 50));
  }

  private SourceConnector source(String name, Emulation emulation) {
    return new SourceConnector(test.stack(), name, emulation);
  }
}
