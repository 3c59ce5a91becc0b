// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for passwords in everything that a real worker says, also at the level DEBUG. */
class SecretsIT {
  private static final String WRONG = "wr0ng-and-secret";
  private static final String NEWER = "newer-and-secret";
  private static final List<String> LOGGERS =
      List.of(
          "io.pinstream",
          "org.mariadb",
          "org.apache.kafka.connect",
          "org.apache.kafka.common.config");

  @Test
  void noWorkerTellsAPassword(@TempDir Path directory) throws Exception {
    try (var test = TestStack.start(StackOptions.defaults(directory, "secrets").withRows(50))) {
      var stack = test.stack();
      var password = stack.database().password();
      var rest = new ConnectRest(stack.worker().url());
      for (var logger : LOGGERS) {
        assertThat(rest.send("PUT", "/admin/loggers/" + logger, "{\"level\":\"DEBUG\"}").status())
            .isEqualTo(200);
      }
      var said = new StringBuilder();

      // Slow, for a connector that has emitted all its posts asks the database nothing more.
      var source = new SourceConnector(stack, "told", Emulation.of(5_000).withRate(5));
      source.deploy();
      source.awaitPost(10);
      said.append(everythingOf(source));
      // Out of the worker's environment, and as it is.
      for (var wrong : List.of("${env:AWS_SECRET_ACCESS_KEY}", WRONG)) {
        var refused =
            new SourceConnector(stack, "refused", Emulation.of(50))
                .set("connection.password", wrong);
        said.append(stack.connect().validate(refused.settings()));
        var answer = refused.send("PUT", "/config", ConnectRest.json(refused.settings()));
        assertThat(answer.status()).isEqualTo(400);
        said.append(answer.body());
      }

      changePassword(stack, password, NEWER);
      assertThat(source.send("POST", "/restart?includeTasks=true", "").status()).isLessThan(400);
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(source.get("/status").body())
                      .contains("FAILED", "LOGIN_REFUSED", "Access denied"));
      said.append(everythingOf(source));
      changePassword(stack, NEWER, password);

      var log = Files.readString(stack.worker().log());
      assertThat(log).as("the log is at DEBUG").contains(" DEBUG ", "LOGIN_REFUSED");
      for (var secret : List.of(password, WRONG, NEWER, stack.objectStore().secretKey())) {
        assertThat(said.toString()).doesNotContain(secret);
        assertThat(log.lines().filter(line -> line.contains(secret))).isEmpty();
        assertThat(topicsOfConnect(stack)).doesNotContain(secret);
      }
    }
  }

  private static String everythingOf(SourceConnector source) {
    return Stream.of("", "/config", "/status", "/tasks", "/tasks/0/status", "/offsets", "/topics")
        .map(path -> source.get(path).body())
        .collect(joining("\n"));
  }

  private static String topicsOfConnect(LocalStack stack) {
    return Stream.of("configs", "status", "offsets")
        .flatMap(
            topic ->
                TopicReader.read(stack.broker().bootstrapServers(), "pinstream-connect-" + topic)
                    .stream())
        .map(r -> r.key() + r.value())
        .collect(joining("\n"));
  }

  private static void changePassword(LocalStack stack, String from, String to) throws SQLException {
    var database = stack.database();
    try (var connection = DriverManager.getConnection(database.url(), database.user(), from);
        var statement = connection.createStatement()) {
      statement.execute("SET PASSWORD = PASSWORD('" + to + "')");
    }
  }
}
