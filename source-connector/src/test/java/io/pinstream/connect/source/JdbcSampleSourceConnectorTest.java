// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSampleSourceConnectorTest {

  @Test
  void isFoundThroughItsServiceManifest() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(JdbcSampleSourceConnector.class);
  }

  @Test
  void knowsItsVersion() {
    assertThat(new JdbcSampleSourceTask().version())
        .isNotBlank()
        .isEqualTo(new JdbcSampleSourceConnector().version());
  }

  @Test
  void anEmulationIsTheSameInAnyLanguage() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("late.share", "0.1");
    String emulation = new SourceConfig(settings).emulation();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(new SourceConfig(settings).emulation()).isEqualTo(emulation);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void supportsExactlyOnce() {
    assertThat(new JdbcSampleSourceConnector().exactlyOnceSupport(settings()))
        .isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "24, 24", "100, 24"})
  void dealsEveryStreamToOneTask(int maxTasks, int tasks) {
    JdbcSampleSourceConnector connector = new JdbcSampleSourceConnector();
    connector.start(settings());

    List<Map<String, String>> dealt = connector.taskConfigs(maxTasks);

    assertThat(dealt)
        .hasSize(tasks)
        .allSatisfy(task -> assertThat(task).containsAllEntriesOf(settings()));
    assertThat(dealt.stream().flatMap(task -> Stream.of(task.get("task.streams").split(","))))
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesSettingsThatDoNotFitTogether() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("topics", "pin");

    assertThatThrownBy(() -> new JdbcSampleSourceConnector().start(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessage("topics names 1 topics for 3 tables: expected one for each");
  }

  @Test
  void namesTopicsAsTheFormatSays() {
    Map<String, String> settings = new HashMap<>(settings());
    assertThat(new SourceConfig(settings).topics()).containsExactly("u.pin", "u.geo", "u.user");

    settings.put("topic.format", "raw-${table}");
    assertThat(new SourceConfig(settings).topics())
        .containsExactly("raw-pinterest_data", "raw-geolocation_data", "raw-user_data");
  }

  private static Map<String, String> settings() {
    return Map.of(
        "name", "emulator",
        "connection.url", "jdbc:mariadb://db/pinterest",
        "connection.user", "reader",
        "connection.password", "secret",
        "user.id", "u");
  }
}
