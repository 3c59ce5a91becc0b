// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.pinstream.stack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String WAIT = "while :; do sleep 0.1; done";

  @TempDir private Path directory;
  private final List<String> crashes = new CopyOnWriteArrayList<>();

  @Test
  void aProcessThatEndsBeforeItIsReadyTellsItsLastWords() {
    try (var children = children()) {
      var process = children.start("oracle", sh("echo no entrails; exit 3"), Map.of(), log());
      assertThatThrownBy(() -> process.awaitReady(() -> false, PATIENCE))
          .isInstanceOf(StackException.class)
          .hasMessageContainingAll(
              "oracle ended with exit code 3", log().toString(), "no entrails");
    }
  }

  @Test
  void aProcessThatTakesTooLongIsToldWithItsLog() {
    try (var children = children()) {
      var process = children.start("sloth", sh("echo thinking; exec sleep 60"), Map.of(), log());
      await().atMost(PATIENCE).until(() -> LogTail.of(log()).contains("thinking"));
      assertThatThrownBy(() -> process.awaitReady(() -> false, Duration.ofMillis(200)))
          .isInstanceOf(StackException.class)
          .hasMessageContainingAll("sloth did not become ready", "thinking");
    }
  }

  @Test
  void aProcessThatIsMeantToEndWellTellsItsLastWordsIfItDoesNot() {
    try (var process =
        ChildProcess.start("oracle", sh("echo no entrails; exit 3"), Map.of(), log())) {
      assertThatThrownBy(() -> process.awaitSuccess(PATIENCE))
          .isInstanceOf(StackException.class)
          .hasMessageContainingAll("oracle ended with exit code 3", "no entrails");
    }
  }

  @Test
  void onlyAnEndThatNobodyAskedForIsACrash() {
    try (var children = children()) {
      var asked = children.start("asked", sh("exec sleep 60"), Map.of(), log());
      var crashing = children.start("crashing", sh("exit 7"), Map.of(), log());
      await().atMost(PATIENCE).until(() -> !crashing.isAlive());
      asked.close();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(crashes).containsExactly("crashing"));
    }
  }

  @Test
  void nothingOutlivesTheStackAndNothingStartsAfterIt() {
    var children = children();
    var process = children.start("child", sh("exec sleep 60"), Map.of(), log());
    children.close();
    assertThat(process.isAlive()).isFalse();
    assertThatThrownBy(() -> children.start("late", sh("exit 0"), Map.of(), log()))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("late is not started");
  }

  /** One after the other would take 20 s each. */
  @Test
  void allHaveOneDeadline() {
    var children = children();
    var deaf =
        Stream.of("first", "second", "third")
            .map(
                name ->
                    children.start(
                        name,
                        sh("trap '' TERM; echo " + name + "; exec sleep 60"),
                        Map.of(),
                        log()))
            .toList();
    await().atMost(PATIENCE).until(() -> LogTail.of(log()).lines().count() == deaf.size());
    assertTimeout(PATIENCE, () -> children.end(deaf.subList(0, 1)));
    assertThat(deaf).noneMatch(ChildProcess::isAlive);
    assertThat(crashes).isEmpty();
  }

  @Test
  void thoseThatDependOnOthersEndFirst() {
    var children = children();
    children.start(
        "server", sh("trap 'echo server; exit' TERM; echo up; " + WAIT), Map.of(), log());
    var client =
        children.start(
            "client",
            sh("trap 'sleep 1; echo client; exit' TERM; echo up; " + WAIT),
            Map.of(),
            log());
    await().atMost(PATIENCE).until(() -> LogTail.of(log()).lines().count() == 2);
    children.end(List.of(client));
    assertThat(LogTail.of(log()).lines().map(String::strip)).endsWith("client", "server");
  }

  @Test
  void ctrlCInTheTerminalIsLeftToTheLauncher() {
    try (var children = children()) {
      var process =
          children.start("child", sh("kill -INT $$; echo alive; exec sleep 60"), Map.of(), log());
      await().atMost(PATIENCE).until(() -> LogTail.of(log()).contains("alive"));
      assertThat(process.isAlive()).isTrue();
    }
  }

  private ChildProcesses children() {
    return new ChildProcesses(process -> crashes.add(process.name()));
  }

  private Path log() {
    return directory.resolve("child.log");
  }

  private static List<String> sh(String script) {
    return List.of("/bin/sh", "-c", script);
  }
}
