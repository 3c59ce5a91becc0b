// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import io.pinstream.streams.topics.TopicNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/** The app's settings: its own, and everything that Kafka Streams and its clients know. */
public final class AppConfig {
  public static final String USER_ID = "user.id";
  public static final String INPUTS = "inputs";

  // With the longest suffix still a legal topic name, which has at most 249 characters.
  private static final Pattern LEGAL_USER_ID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  private static final ConfigDef OWN =
      new ConfigDef()
          .define(
              USER_ID,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.LambdaValidator.with(
                  AppConfig::checkUserId, () -> "1 to 200 letters, digits, '.', '_' or '-'"),
              Importance.HIGH,
              "Whose topics: <user.id>.pin, .geo and .user are read, .post and .dlq written.")
          .define(
              INPUTS,
              ConfigDef.Type.STRING,
              Inputs.CLEAN.label(),
              ConfigDef.ValidString.in(Inputs.labels()),
              Importance.MEDIUM,
              "Whether the rows in the input topics are clean, or raw and to be cleaned first by"
                  + " the presets pin, geo and user of Clean.");

  private final TopicNames topics;
  private final Inputs inputs;
  private final HttpConfig http;
  private final Map<String, Object> kafka;

  private AppConfig(TopicNames topics, Inputs inputs, HttpConfig http, Map<String, Object> kafka) {
    this.topics = topics;
    this.inputs = inputs;
    this.http = http;
    this.kafka = kafka;
  }

  /**
   * Reads a properties file (UTF-8).
   *
   * @throws InvalidSettingException if the file can't be read or a setting is unknown, missing or
   *     wrong
   */
  public static AppConfig load(Path file) throws InvalidSettingException {
    return of(read(file));
  }

  /**
   * Reads a properties file (UTF-8).
   *
   * @return its settings, unchecked
   * @throws InvalidSettingException if the file can't be read
   */
  public static Map<String, String> read(Path file) throws InvalidSettingException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new InvalidSettingException("--config: there is no file " + file);
    } catch (MalformedInputException e) {
      throw new InvalidSettingException("--config: " + file + " is not a text in UTF-8");
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException("--config: can't read " + file + ": " + e.getMessage());
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
    return settings;
  }

  /**
   * Checks settings and fills in what they leave open.
   *
   * @throws InvalidSettingException if a setting is unknown, missing or wrong
   */
  public static AppConfig of(Map<String, String> settings) throws InvalidSettingException {
    Map<String, String> resolved = resolve(settings);
    Map<String, String> own = new TreeMap<>(resolved);
    own.keySet().retainAll(OWN.names());
    for (ConfigValue value : OWN.validate(own)) {
      if (!value.errorMessages().isEmpty()) {
        throw new InvalidSettingException(value.errorMessages().get(0));
      }
    }
    Map<String, Object> parsed = OWN.parse(own);
    TopicNames topics = new TopicNames((String) parsed.get(USER_ID));
    Map<String, String> http = new TreeMap<>(resolved);
    http.keySet().retainAll(HttpConfig.names());

    Map<String, String> kafka = new TreeMap<>(resolved);
    kafka.keySet().removeAll(OWN.names());
    kafka.keySet().removeAll(HttpConfig.names());
    KafkaSettings.check(kafka);
    return new AppConfig(
        topics,
        Inputs.of((String) parsed.get(INPUTS)),
        HttpConfig.of(http),
        StreamsDefaults.under(kafka, topics.userId()));
  }

  /**
   * The settings with what the config providers say in the place of {@code ${provider:path:key}}.
   */
  private static Map<String, String> resolve(Map<String, String> settings)
      throws InvalidSettingException {
    Map<String, String> resolved = new TreeMap<>();
    try {
      new AbstractConfig(new ConfigDef(), settings, false)
          .originals()
          .forEach((name, value) -> resolved.put(name, String.valueOf(value)));
    } catch (RuntimeException | LinkageError e) {
      // A provider is anybody's code.
      throw new InvalidSettingException(
          AbstractConfig.CONFIG_PROVIDERS_CONFIG
              + ": a value can't be had from its provider: "
              + e.getMessage());
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      checkFilled(setting.getKey(), setting.getValue(), resolved.get(setting.getKey()));
    }
    resolved.keySet().removeIf(name -> name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG));
    return resolved;
  }

  /** Kafka leaves a placeholder as it is where nothing fills it: as a token, anybody knew it. */
  private static void checkFilled(String name, String value, String resolved)
      throws InvalidSettingException {
    Matcher placeholder = ConfigTransformer.DEFAULT_PATTERN.matcher(value);
    while (placeholder.find()) {
      if (resolved.contains(placeholder.group())) {
        throw new InvalidSettingException(
            name
                + ": "
                + placeholder.group()
                + " has no value: expected its provider in "
                + AbstractConfig.CONFIG_PROVIDERS_CONFIG
                + ", and there what it names");
      }
    }
  }

  public TopicNames topics() {
    return topics;
  }

  /** What the rows in the input topics are. */
  public Inputs inputs() {
    return inputs;
  }

  /** The name that Kafka Streams' topics and the consumer group of all instances have. */
  public String applicationId() {
    return String.valueOf(kafka.get(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  public HttpConfig http() {
    return http;
  }

  /**
   * What Kafka Streams gets.
   *
   * @param server where other instances ask this one, as host:port, unless the user's {@code
   *     application.server} says otherwise
   * @throws InvalidSettingException if Kafka Streams refuses the combination
   */
  public StreamsConfig streams(String server) throws InvalidSettingException {
    Map<String, Object> settings = new TreeMap<>(kafka);
    settings.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, server);
    return streams(settings);
  }

  /**
   * What Kafka Streams gets when there is no web server.
   *
   * @throws InvalidSettingException if Kafka Streams refuses the combination
   */
  public StreamsConfig streams() throws InvalidSettingException {
    return streams(kafka);
  }

  private static StreamsConfig streams(Map<String, Object> settings)
      throws InvalidSettingException {
    try {
      StreamsConfig streams = new StreamsConfig(settings);
      // What goes together is checked only where a client's settings are taken.
      streams.getMainConsumerConfigs("group", "client", 0);
      streams.getProducerConfigs("client");
      return streams;
    } catch (ConfigException e) {
      throw new InvalidSettingException(e.getMessage());
    } catch (IllegalArgumentException e) {
      // The one setting of a topic that Kafka Streams looks at: a batch has to fit into a segment.
      throw new InvalidSettingException("topic.segment.bytes: " + e.getMessage());
    }
  }

  private static void checkUserId(String name, Object value) {
    if (value != null && !LEGAL_USER_ID.matcher((String) value).matches()) {
      throw new ConfigException(name, value, "expected 1 to 200 letters, digits, '.', '_' or '-'");
    }
  }
}
