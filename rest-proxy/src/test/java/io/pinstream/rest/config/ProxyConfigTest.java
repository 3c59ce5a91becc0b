// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.rest.connect.Pipelines;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyConfigTest {
  private static final String SECRET = "a-token-that-is-long-enough";

  private static ProxyConfig config(Map<String, String> more) throws InvalidSettingException {
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", "127.0.0.1:9092");
    settings.put("user.id", "ada");
    settings.putAll(more);
    return ProxyConfig.of(settings);
  }

  @Test
  void whatIsLeftOpenHasADefault() throws InvalidSettingException {
    ProxyConfig config = config(Map.of());
    assertThat(config.topics().matcher("ada.pin").matches()).isTrue();
    assertThat(config.topics().matcher("ada.post").matches()).isFalse();
    assertThat(config.topics().matcher("eve.pin").matches()).isFalse();
    assertThat(config.deadLetterTopic()).isEmpty();
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8082);
    assertThat(config.http().token()).isEmpty();
    assertThat(config.http().corsOrigins()).isEmpty();
    assertThat(config.clients().producer())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
    assertThat(config(Map.of("on.unclean", "dead-letter")).deadLetterTopic()).contains("ada.dlq");
  }

  @Test
  void aSettingOfOneClientBeatsThatOfBoth() throws InvalidSettingException {
    ProxyConfig config =
        config(
            Map.of(
                "security.protocol", "SSL",
                "producer.security.protocol", "PLAINTEXT",
                "producer.linger.ms", "7"));
    assertThat(config.clients().producer())
        .containsEntry("security.protocol", "PLAINTEXT")
        .containsEntry("linger.ms", "7");
    assertThat(config.clients().admin())
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKey("linger.ms");
  }

  @Test
  void secretsComeFromConfigurationProviders() throws InvalidSettingException {
    ProxyConfig config =
        config(
            Map.of(
                "config.providers", "env",
                "config.providers.env.class",
                    "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
                "stream.prefix", "${env:PATH}"));
    assertThat(config.streamPrefix()).isEqualTo(System.getenv("PATH"));
    assertThatThrownBy(
            () ->
                config(Map.of("config.providers", "env", "config.providers.env.class", "no.Such")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("config.providers");
  }

  @Test
  void aPlaceholderThatNothingFillsIsNoValue() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("http.token", "${env:PINSTREAM_NO_SUCH_VARIABLE}");
    assertThatThrownBy(() -> config(settings))
        .as("without a provider")
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("http.token: ${env:PINSTREAM_NO_SUCH_VARIABLE}");
    settings.put("config.providers", "env");
    settings.put(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    assertThatThrownBy(() -> config(settings))
        .as("without the variable")
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("http.token: ${env:PINSTREAM_NO_SUCH_VARIABLE}");
    settings.put("http.token", "hunter2-${env:PATH}-${env:PINSTREAM_NO_SUCH_VARIABLE}");
    assertThatThrownBy(() -> config(settings))
        .hasMessageContaining("http.token: ${env:PINSTREAM_NO_SUCH_VARIABLE}")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user.id | a/b | user.id",
        "topic | x | Unknown configuration \"topic\"",
        "linger.ms | 5 | one of the producer begins with producer.",
        "producer.lingerms | 5 | Unknown configuration \"producer.lingerms\"",
        "producer.linger.ms | soon | configuration producer.linger.ms",
        "producer.acks | 1 | producer.acks is 1; expected all",
        "producer.enable.idempotence | false | producer.enable.idempotence is false",
        "producer.transactional.id | t | producer.transactional.id is set; expected none",
        "topics | ( | topics",
        "on.unclean | drop | on.unclean",
        "records.max | 0 | records.max",
        "http.prot | 80 | Unknown configuration \"http.prot\"",
        "http.port | 70000 | http.port",
        "http.memory.max.bytes | 2048 | http.memory.max.bytes",
        "http.host | 0.0.0.0 | http.host is 0.0.0.0 and http.token is not set",
        "http.host | no such host | http.token is not set",
        "http.threads | 1 | http.threads",
        "http.cors.origins | * | http.cors.origins",
        "http.cors.origins | null | http.cors.origins",
        "http.cors.origins | https://example.org,https://example.org/app | http.cors.origins",
      })
  void aWrongSettingIsNamed(String name, String value, String message) {
    assertThatThrownBy(() -> config(Map.of(name, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aShortTokenIsRefusedAndNotShown() throws InvalidSettingException {
    assertThatThrownBy(() -> config(Map.of("http.token", "hunter2")))
        .hasMessageContaining("http.token")
        .hasMessageNotContaining("hunter2");
    assertThat(config(Map.of("http.token", SECRET)).http().token()).contains(SECRET);
    assertThat(config(Map.of("http.host", "0.0.0.0", "http.token", SECRET)).http().host())
        .isEqualTo("0.0.0.0");
    assertThat(config(Map.of("http.host", "::", "http.open", "true")).http().token()).isEmpty();
    assertThat(config(Map.of("http.host", "::1")).http().token()).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> ProxyConfig.of(Map.of("user.id", "ada")))
        .hasMessageContaining("bootstrap.servers");
    assertThatThrownBy(() -> ProxyConfig.of(Map.of("bootstrap.servers", "h:1")))
        .hasMessageContaining("user.id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transforms | a,a | transforms is a,a; expected names, each once",
        "transforms.b.type | X | Unknown configuration \"transforms.b.type\": transforms names only [a]",
        "predicates.p.type | X | Unknown configuration \"predicates.p.type\"",
        "transforms.a.type | no.Such | transforms.a.type: there is no class no.Such",
        "transforms.a.type | java.lang.String | transforms.a.type: java.lang.String is no",
        "transforms.a.preset | pun | transforms.a.preset",
        "transforms.a.prset | pin | Unknown setting prset",
        "transforms.a.predicate | p | transforms.a.predicate is p; expected one of []",
        "value.converter | no.Such | value.converter: there is no class no.Such",
        "value.converter.schemas.enable | maybe | value.converter.",
      })
  void aWrongSettingOfATransformOrConverterIsNamed(String name, String value, String message)
      throws InvalidSettingException {
    Map<String, String> settings = new TreeMap<>();
    settings.put("transforms", "a");
    settings.put("transforms.a.type", "io.pinstream.connect.transforms.Clean$Value");
    settings.put("transforms.a.preset", "pin");
    settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    settings.put("value.converter.schemas.enable", "false");
    try (Pipelines right = new Pipelines(config(settings).connector())) {
      assertThat(right.take()).isNotNull();
    }
    settings.put(name, value);
    assertThatThrownBy(() -> new Pipelines(config(settings).connector()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "msk"})
  void theShippedPropertiesAreRight(String folder) throws InvalidSettingException {
    Map<String, String> settings =
        SettingsFile.read(Path.of("../config", folder, "rest.properties"));
    settings.put("bootstrap.servers", "127.0.0.1:9092");
    settings.put("user.id", "ada");
    if (folder.equals("msk")) {
      assertThatThrownBy(() -> ProxyConfig.of(settings)).hasMessageContaining("http.token");
      settings.put("http.open", "true");
    }
    ProxyConfig config = ProxyConfig.of(settings);
    try (Pipelines pipelines = new Pipelines(config.connector())) {
      assertThat(pipelines.take()).isNotNull();
    }
  }

  @Test
  void bothShippedFilesCleanAlike() throws InvalidSettingException {
    Map<String, String> local =
        ConnectorSettings.withDefaults(
            connectorOf(SettingsFile.read(Path.of("../config/local/rest.properties"))));
    Map<String, String> msk =
        ConnectorSettings.withDefaults(
            connectorOf(SettingsFile.read(Path.of("../config/msk/rest.properties"))));
    assertThat(msk).isEqualTo(local);
  }

  private static Map<String, String> connectorOf(Map<String, String> settings) {
    Map<String, String> connector = new TreeMap<>(settings);
    connector.keySet().removeIf(name -> !ConnectorSettings.isOne(name));
    return connector;
  }
}
