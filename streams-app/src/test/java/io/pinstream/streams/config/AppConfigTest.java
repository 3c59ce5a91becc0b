// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppConfigTest {
  private static final Map<String, String> SMALLEST =
      Map.of("bootstrap.servers", "127.0.0.1:9092", "user.id", "demo");

  @Test
  void needsOnlyBrokersAndUserId() throws Exception {
    AppConfig config = AppConfig.of(SMALLEST);
    StreamsConfig streams = config.streams();
    assertThat(config.topics().posts()).isEqualTo("demo.post");
    assertThat(config.http().forEverybody().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().forEverybody().port()).isZero();
    assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("pinstream-demo");
    assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo("exactly_once_v2");
    assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
    assertThat(streams.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG))
        .isTrue();
  }

  @Test
  void passesKafkasSettingsOn() throws Exception {
    StreamsConfig streams =
        AppConfig.of(
                with(
                    Map.of(
                        "application.id", "mine",
                        "commit.interval.ms", "500",
                        "producer.linger.ms", "7",
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "AWS_MSK_IAM",
                        "topic.min.insync.replicas", "2")))
            .streams();
    assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("mine");
    assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(500);
    assertThat(streams.getProducerConfigs("client"))
        .containsEntry("linger.ms", "7")
        .containsEntry("sasl.mechanism", "AWS_MSK_IAM");
    assertThat(streams.originals()).containsEntry("topic.min.insync.replicas", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "user.id, 'a b', 'user.id: expected 1 to 200 letters'",
    "user.id, '', 'user.id: expected'",
    "bootstrap.servers, '', 'bootstrap.servers'",
    "http.port, 99999, 'http.port: Value must be no more than 65535'",
    "http.port, x, 'http.port: Not a number'",
    "http.host, '', 'http.host'",
    "http.instance.port, -1, 'http.instance.port: Value must be at least 0'",
    "http.max.connections, 0, 'http.max.connections: Value must be at least 1'",
    "http.token, short, 'Invalid value [hidden] for configuration http.token: expected 16"
        + " characters'",
    "http.instance.secret, short, 'http.instance.secret: expected 16 characters or more'",
    "commit.interval.ms, soon, 'commit.interval.ms: Not a number'",
    "processing.guarantee, twice, 'processing.guarantee: String must be one of'",
    "application.server, here, 'application.server is here; expected'",
    "application.server, '', 'application.server is ; expected'",
    "application.server, -:8080, 'application.server is -:8080; expected'",
    "application.server, a_b:8080, 'application.server is a_b:8080; expected'",
    "application.server, ftp://a:21, 'application.server is ftp://a:21; expected'",
    "application.server, a:65536, 'application.server is a:65536; expected'",
    "application.server, a:80/x, 'application.server is a:80/x; expected'",
    "application.server, fd00::1:8080, 'as host:port or [IPv6 address]:port'",
    "producer.linger.ms, x, 'producer.linger.ms: Not a number'",
    "consumer.fetch.min.bytes, -1, 'consumer.fetch.min.bytes: Value must be at least 0'",
    "comit.interval.ms, 100, 'Unknown configuration \"comit.interval.ms\"'",
    "topic.segment.bytes, x, 'topic.segment.bytes: For input string'",
    "topic.segment.bytes, 1000, 'topic.segment.bytes: Specified topic segment size 1000'",
    "topic.min.insync, 2, 'Unknown configuration \"topic.min.insync\"'",
    "producer.nothing, 2, 'Unknown configuration \"producer.nothing\"'"
  })
  void namesTheSettingThatIsWrongOnOneLine(String name, String value, String message) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.of(with(Map.of(name, value))).streams())
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-b.example:65535", "http://10.0.0.1:8080", "[fe80::1%eth0]:8080"})
  void takesWhereOtherInstancesCanAsk(String server) throws Exception {
    assertThat(AppConfig.of(with(Map.of("application.server", server))).streams().originals())
        .containsEntry("application.server", server);
  }

  @Test
  void namesMissingSettings() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.of(Map.of("bootstrap.servers", "h:1")))
        .withMessageContaining("user.id");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.of(Map.of("user.id", "demo")))
        .withMessageContaining("bootstrap.servers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "consumer.", "main.consumer."})
  void takesASettingOfAllConsumersForTheMainOneToo(String prefix) throws Exception {
    Map<String, Object> consumer =
        AppConfig.of(with(Map.of(prefix + "session.timeout.ms", "30000")))
            .streams()
            .getMainConsumerConfigs("group", "client", 0);
    assertThat(consumer).containsEntry("session.timeout.ms", "30000");
    assertThat(consumer.get("heartbeat.interval.ms")).isEqualTo(2000);
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("app.properties"),
            "user.id = demo \nbootstrap.servers=h:1\nhttp.port=8080\n");
    assertThat(AppConfig.load(file).http().forEverybody().port()).isEqualTo(8080);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.load(folder.resolve("other.properties")))
        .withMessageContaining("there is no file");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.load(folder))
        .withMessageContaining("can't read");
  }

  @Test
  void takesSecretsFromConfigProviders(@TempDir Path folder) throws Exception {
    Path secrets =
        Files.writeString(
            folder.resolve("secrets.properties"),
            "token=0123456789abcdef\njaas=of.some.Module required;\n");
    Map<String, String> provided =
        with(
            Map.of(
                "config.providers",
                "file",
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "http.token",
                "${file:" + secrets + ":token}",
                "sasl.jaas.config",
                "${file:" + secrets + ":jaas}"));
    AppConfig config = AppConfig.of(provided);
    assertThat(config.http().token()).contains("0123456789abcdef");
    assertThat(config.streams().originals())
        .containsEntry("sasl.jaas.config", "of.some.Module required;");

    provided.put("http.token", "${file:" + folder.resolve("nowhere") + ":token}");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.of(provided))
        .withMessageContaining("config.providers: a value can't be had");
    provided.put("config.providers.file.class", "no.such.Provider");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> AppConfig.of(provided))
        .withMessageContaining("config.providers");
  }

  @Test
  void aPlaceholderThatNothingFillsIsNoValue() {
    Map<String, String> settings = with(Map.of("http.token", "${env:PINSTREAM_NO_SUCH_VARIABLE}"));
    assertThatExceptionOfType(InvalidSettingException.class)
        .as("without a provider")
        .isThrownBy(() -> AppConfig.of(settings))
        .withMessageContaining("http.token: ${env:PINSTREAM_NO_SUCH_VARIABLE}");
    settings.put("config.providers", "env");
    settings.put(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    assertThatExceptionOfType(InvalidSettingException.class)
        .as("without the variable")
        .isThrownBy(() -> AppConfig.of(settings))
        .withMessageContaining("http.token: ${env:PINSTREAM_NO_SUCH_VARIABLE}");
  }

  @Test
  void bindsThePortForInstancesToThisMachineUnlessTheyShareASecret() throws Exception {
    Map<String, String> settings = with(Map.of("http.host", "0.0.0.0"));
    assertThat(AppConfig.of(settings).http().forInstances().host()).isEqualTo("127.0.0.1");
    settings.put("http.instance.secret", "0123456789abcdef");
    assertThat(AppConfig.of(settings).http().forInstances().host()).isEqualTo("0.0.0.0");
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SMALLEST);
    settings.putAll(more);
    return settings;
  }
}
