// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.connect.ConnectClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for a demo's passwords and keys in everything that its processes say, the launcher among
 * them, the worker also at the level DEBUG. Those of a closed stack: {@link ClosedStackIT}.
 */
@Tag("slow")
class SecretsIT {
  private static final String WRONG = "wr0ng-and-secret";
  private static final String NEWER = "newer-and-secret";
  private static final List<String> LOGGERS =
      List.of(
          "io.pinstream",
          "org.mariadb",
          "org.apache.kafka.connect",
          "org.apache.kafka.common.config");

  private final Overheard overheard = new Overheard();

  @Test
  void noProcessTellsASecret(@TempDir Path directory) throws Exception {
    // Few posts, for the demo ends where its own source can't log in.
    try (var demo =
        DemoProcess.start(directory, "--posts", "20", "--no-life", "--rest-port", "0")) {
      var secretKey =
          PropertiesFile.read(demo.run().resolve("object-store-settings/s3proxy.properties"))
              .get("s3proxy.credential");
      var database = Database.of(demo);
      var url = demo.address("Connect worker");
      var worker = new ConnectRest(url);
      for (var logger : LOGGERS) {
        assertThat(worker.send("PUT", "/admin/loggers/" + logger, "{\"level\":\"DEBUG\"}").status())
            .isEqualTo(200);
      }

      // Slow, for a connector that has emitted all its posts asks the database nothing more.
      var source = connector(demo, "told", Emulation.of(5_000).withRate(5));
      source.deploy();
      source.awaitPost(10);
      listenTo(source);
      // Out of the worker's environment, and as it is.
      for (var wrong : List.of("${env:AWS_SECRET_ACCESS_KEY}", WRONG)) {
        var refused =
            connector(demo, "refused", Emulation.of(50)).set("connection.password", wrong);
        overheard.add("validation", new ConnectClient(url).validate(refused.settings()).toString());
        var answer = refused.send("PUT", "/config", ConnectRest.json(refused.settings()));
        assertThat(answer.status()).isEqualTo(400);
        overheard.add("refusal", answer.body());
      }

      database.changePassword(database.password(), NEWER);
      assertThat(source.send("POST", "/restart?includeTasks=true", "").status()).isLessThan(400);
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(source.get("/status").body())
                      .contains("FAILED", "LOGIN_REFUSED", "Access denied"));
      listenTo(source);
      database.changePassword(NEWER, database.password());

      listenToAllOf(demo);
      assertThat(overheard.toString())
          .as("what was searched")
          .contains(" DEBUG ", "LOGIN_REFUSED", "kafka.server", "kafka.connect", "org.gaul.s3proxy")
          .contains(
              "io.pinstream.stack.cli.Pinstream",
              "mariadbd",
              "launcher.log",
              "/api/stats",
              "/brokers");
      assertThat(overheard.linesWith(List.of(database.password(), WRONG, NEWER, secretKey)))
          .isEmpty();
    }
  }

  private static SourceConnector connector(DemoProcess demo, String name, Emulation emulation)
      throws IOException {
    var settings =
        new TreeMap<>(
            PropertiesFile.read(Installation.ofSystemProperty().config("local/source.properties")));
    settings.putAll(emulation.settings());
    return new SourceConnector(
        demo.address("Connect worker"), demo.address("broker"), name, settings);
  }

  private void listenTo(SourceConnector source) {
    for (var path :
        List.of("", "/config", "/status", "/tasks", "/tasks/0/status", "/offsets", "/topics")) {
      overheard.add("connector" + path, source.get(path).body());
    }
  }

  private void listenToAllOf(DemoProcess demo) throws Exception {
    overheard.process(demo.process().toHandle());
    for (var child : demo.children()) {
      overheard.process(child);
    }
    overheard.logs(demo.run().resolve("logs"));
    overheard.add("screen", demo.screen());
    overheard.answers(
        "worker",
        new ConnectRest(demo.address("Connect worker")),
        "/",
        "/connectors?expand=info&expand=status",
        "/connector-plugins",
        "/admin/loggers");
    overheard.answers(
        "app",
        new ConnectRest(demo.address("Streams app")),
        "/metrics",
        "/api/stats",
        "/api/questions/1",
        "/readyz");
    overheard.answers(
        "proxy",
        new ConnectRest(demo.address("REST proxy")),
        "/metrics",
        "/topics",
        "/brokers",
        "/readyz");
    overheard.answers("store", new ConnectRest(demo.address("object store")), "/");
    for (var topic : List.of("configs", "status", "offsets")) {
      TopicReader.read(demo.address("broker"), "pinstream-connect-" + topic)
          .forEach(row -> overheard.add("topic " + topic, row.key() + row.value()));
    }
  }

  /** The demo's own, as its first statements say. */
  private record Database(String url, String user, String password) {
    private static final Pattern LOGIN =
        Pattern.compile("CREATE USER .*'([^']+)'@.* IDENTIFIED BY '([^']+)'");

    static Database of(DemoProcess demo) throws IOException {
      var login = LOGIN.matcher(Files.readString(demo.run().resolve("database/init.sql")));
      assertThat(login.find()).isTrue();
      return new Database(demo.address("database"), login.group(1), login.group(2));
    }

    void changePassword(String from, String to) throws SQLException {
      try (var connection = DriverManager.getConnection(url, user, from);
          var statement = connection.createStatement()) {
        statement.execute("SET PASSWORD = PASSWORD('" + to + "')");
      }
    }
  }
}
