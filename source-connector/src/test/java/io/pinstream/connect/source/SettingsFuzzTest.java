// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Timeout;

/**
 * Lines of a properties file over settings that are right: what is wrong is an error of validation
 * and of the start alike, shows no password, and what is right can be read. No database is asked.
 */
@Timeout(10)
class SettingsFuzzTest {
  private static final String PASSWORD = "s3cret-0f-the-reader";

  @FuzzTest
  void wrongSettingsAreErrorsAndRightOnesCanBeRead(byte[] input) {
    Map<String, String> settings = settings(input);
    JdbcSampleSourceConnector connector = new JdbcSampleSourceConnector();
    List<String> errors =
        SourceConfig.CONFIG_DEF.validate(settings).stream()
            .map(ConfigValue::errorMessages)
            .flatMap(List::stream)
            .toList();
    assertShowsNoSecret(String.join(" ", errors), settings);
    Exception refused = start(connector, settings);
    if (refused == null) {
      assertThat(errors).isEmpty();
      read(new SourceConfig(settings));
      for (int tasks : List.of(1, 3)) {
        assertThat(connector.taskConfigs(tasks)).hasSizeBetween(1, tasks);
      }
    } else {
      assertThat(connector.validate(settings).configValues())
          .as("errors where the start says %s", refused)
          .anySatisfy(value -> assertThat(value.errorMessages()).isNotEmpty());
      assertShowsNoSecret(refused.getMessage(), settings);
    }
  }

  private static Map<String, String> settings(byte[] input) {
    Properties lines = new Properties();
    try {
      lines.load(new ByteArrayInputStream(input));
    } catch (IOException | IllegalArgumentException e) {
      // A worker's file would be refused as a whole.
      lines.clear();
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", "jdbc:mariadb://127.0.0.1:1/pinterest");
    settings.put("connection.user", "reader");
    settings.put("connection.password", PASSWORD);
    settings.put("user.id", "u");
    lines.forEach((name, value) -> settings.put((String) name, (String) value));
    return settings;
  }

  private static Exception start(
      JdbcSampleSourceConnector connector, Map<String, String> settings) {
    try {
      connector.start(settings);
      return null;
    } catch (ConfigException e) {
      return e;
    }
  }

  /** All that the task reads before it asks the database. */
  private static void read(SourceConfig config) {
    config.tableSelection();
    config.life();
    config.emulation();
    config.arrival();
    config.memoryMaxBytes(1);
    assertThat(config.topics()).hasSameSizeAs(config.tables()).allMatch(Topic::isValid);
    assertThat(config.connection()).asString().doesNotContain(PASSWORD);
  }

  private static void assertShowsNoSecret(String text, Map<String, String> settings) {
    if (PASSWORD.equals(settings.get("connection.password"))) {
      assertThat(text).doesNotContain(PASSWORD);
    }
  }
}
