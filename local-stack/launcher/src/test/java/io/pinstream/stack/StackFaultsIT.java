// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.service.KraftBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong with a stack, from the settings of its connectors to the death of its processes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackFaultsIT {
  private static final int ROWS = 500;
  private static final Duration STORE_AWAY = Duration.ofSeconds(20);

  private Path directory;
  private TestStack test;
  private LocalStack stack;

  @BeforeAll
  void start(@TempDir Path shared) {
    directory = shared;
    var backSoon =
        new Surroundings() {
          @Override
          public Map<String, String> brokerSettings() {
            return TestStack.BACK_SOON;
          }
        };
    test =
        TestStack.start(
            StackOptions.defaults(directory, "faults").withRows(ROWS).withSurroundings(backSoon));
    stack = test.stack();
  }

  @AfterAll
  void end() {
    test.close();
  }

  @Test
  @Order(1)
  void aWrongPasswordIsToldOnTheConnection() {
    assertThat(refused("connection.password", "not-the-password"))
        .containsKey("connection.password")
        .allSatisfy((setting, message) -> assertThat(message).doesNotContain("not-the-password"));
  }

  @Test
  @Order(1)
  void aMissingTableIsToldOnTheTablesWithThoseThatAreThere() {
    assertThat(refused("tables", "pinterest_data,geolocation,user_data"))
        .containsOnlyKeys("tables")
        .hasEntrySatisfying(
            "tables", message -> assertThat(message).contains("geolocation", "geolocation_data"));
  }

  @Test
  @Order(1)
  void aMissingColumnIsToldOnTheIndexColumns() {
    assertThat(refused("index.columns", "index,ind,number"))
        .containsOnlyKeys("index.columns")
        .hasEntrySatisfying(
            "index.columns", message -> assertThat(message).contains("number", "user_data"));
  }

  @Test
  @Order(1)
  void anUnreachableDatabaseIsToldOnTheUrl() {
    assertThat(refused("connection.url", "jdbc:mariadb://127.0.0.1:1/pinstream"))
        .containsKey("connection.url");
  }

  @Test
  @Order(1)
  void anUnknownPresetIsToldOnTheTransform() {
    assertThat(refused("transforms.clean.presets", "pinn,geo"))
        .hasEntrySatisfying(
            "transforms.clean.presets",
            message -> assertThat(message).contains("pinn", "pin, geo, user"));
  }

  @Test
  @Order(1)
  void deployingARefusedConnectorNamesEverySetting() {
    var emulation = new Emulation("backwards", 1, Optional.of("9..1"), -1, Optional.empty(), 1);
    assertThatThrownBy(() -> stack.deploySource(emulation))
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll("sampling.order", "sampling.range", "posts.per.second");
  }

  @Test
  @Order(1)
  void aDataDirectoryInUseIsRefused() {
    assertThatThrownBy(() -> LocalStack.create(StackOptions.defaults(directory, "second"), test))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is in use by a stack that is running");
  }

  @Test
  @Order(1)
  void aPortInUseIsToldWithItsOption(@TempDir Path other) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var second =
            LocalStack.create(
                StackOptions.defaults(other, "second").withHttpPort(taken.getLocalPort()), test)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("--http-port " + taken.getLocalPort());
    }
  }

  @Test
  @Order(1)
  void somebodyElsesFilesAreNotTouched(@TempDir Path other) throws IOException {
    var file = Files.writeString(other.resolve("thesis.txt"), "ten years of work");
    assertThatThrownBy(() -> LocalStack.create(StackOptions.defaults(other, "second"), test))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("holds files that are not a stack's");
    assertThat(file).hasContent("ten years of work");
  }

  @Tag("faults")
  @Test
  @Order(2)
  void appAndLakeGoOnWhereTheyOrTheStoreWereKilled() {
    stack.deployLake();
    stack.deploySource(Emulation.of(ROWS).withRate(ROWS / 25.0));
    await().atMost(TestStack.PATIENCE).until(() -> test.watch().sight().joined() > ROWS / 10);
    stack.objectStore().process().kill();
    long away = System.nanoTime();
    stack.streams().process().kill();
    stack.streams().start();
    // Posts go on meanwhile, so that the sink has something to write.
    await().atMost(TestStack.PATIENCE).until(() -> System.nanoTime() - away > STORE_AWAY.toNanos());
    stack.objectStore().start();
    test.awaitPosts(ROWS);
    assertThat(test.watch().sight().records())
        .as("each post is emitted once")
        .containsEntry("post", (long) ROWS);
    test.awaitLake();
    assertThat(test.crashes()).as("a death that was asked for is no crash").isEmpty();
  }

  @Tag("faults")
  @Test
  @Order(3)
  void aCrashIsReportedWithTheLastLinesOfTheLog() {
    var kraft = (KraftBroker) stack.broker();
    var broker = kraft.process();
    ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();
    await().atMost(TestStack.PATIENCE).until(() -> !test.crashes().isEmpty());
    assertThat(test.crashes().get(0))
        .contains(
            "broker ended with exit code 137", broker.log().toString(), "Kafka Server started");
    kraft.start();
  }

  private Map<String, String> refused(String setting, String value) {
    var settings = new TreeMap<>(stack.sourceSettings(Emulation.of(ROWS)));
    settings.put(setting, value);
    return stack.connect().validate(settings).stream()
        .collect(
            Collectors.toMap(
                error -> error.setting(), error -> error.message(), (a, b) -> a + "; " + b));
  }
}
