// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pinstream.connect.source.database.MariaDbServer;
import io.pinstream.connect.source.database.PostgreSqlServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks for the password, and a secret of the driver, in all that leaves the connector. */
class SecretsTest {

  private static final String SECRET = "hunter2/&=:@ secret";

  private static Map<String, Map<String, String>> settings;

  private CapturedLog log;

  @BeforeAll
  static void startServers() throws Exception {
    var mariaDb = MariaDbServer.shared().createDatabase("secrets");
    mariaDb.execute(PinterestTables.mySql(10));
    settings =
        Map.of(
            "mariadb", mariaDb.settings("mariadb", "connection.password", SECRET),
            "mysql", mariaDb.settings("mysql", "connection.password", SECRET),
            "postgresql",
                PostgreSqlServer.shared().settings("public", "connection.password", SECRET),
            "down",
                mariaDb.settings(
                    "mysql",
                    "connection.url",
                    "jdbc:mysql://127.0.0.1:1/x",
                    "connection.password",
                    SECRET,
                    "connection.attempts",
                    "2"));
    settings.values().forEach(each -> each.put("driver.sslpassword", SECRET));
  }

  @BeforeEach
  void catchLog() {
    log = new CapturedLog();
  }

  @AfterEach
  void releaseLog() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql", "down"})
  void noTaskTellsThePassword(String database) throws Exception {
    try (RunningTask task = RunningTask.start(settings.get(database))) {
      Throwable failure = catchThrowable(() -> task.pollRecords(1));

      assertThat(failure).isNotNull();
      assertTellsNothing(stackTrace(failure));
      assertTellsNothing(task.metric("State").toString());
    }
    assertTellsNothing(log.text());
    assertThat(log.text()).contains("[hidden]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "mysql", "postgresql", "down"})
  void noValidationTellsThePassword(String database) {
    Config config = new JdbcSampleSourceConnector().validate(settings.get(database));

    assertThat(config.configValues()).anyMatch(value -> !value.errorMessages().isEmpty());
    assertTellsNothing(config.configValues().toString());
    assertTellsNothing(log.text());
  }

  @Test
  void noConfigurationErrorTellsWhatMayBeAPassword() {
    Map<String, String> wrong = new HashMap<>(settings.get("mariadb"));
    wrong.put("connection.url", "jdbc:oracle:thin:scott/" + SECRET + "@db:1521/x");

    Throwable failure = catchThrowable(() -> new JdbcSampleSourceConnector().start(wrong));

    assertThat(failure).hasMessageContaining("connection.url is no URL of a database");
    assertTellsNothing(stackTrace(failure));
    assertTellsNothing(log.text());
  }

  private static void assertTellsNothing(String text) {
    assertThat(text).doesNotContain(SECRET).doesNotContain("hunter2");
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
