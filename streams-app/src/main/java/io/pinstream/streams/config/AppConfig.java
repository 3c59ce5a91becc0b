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
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/** The app's settings: its own, and everything that Kafka Streams and its clients know. */
public final class AppConfig {
  public static final String USER_ID = "user.id";
  public static final String HTTP_HOST = "http.host";
  public static final String HTTP_PORT = "http.port";

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
              HTTP_HOST,
              ConfigDef.Type.STRING,
              "127.0.0.1",
              new ConfigDef.NonEmptyString(),
              Importance.MEDIUM,
              "The address that the web server binds to.")
          .define(
              HTTP_PORT,
              ConfigDef.Type.INT,
              0,
              ConfigDef.Range.between(0, 65535),
              Importance.MEDIUM,
              "The web server's port; 0 takes any free one and logs it.");

  private final TopicNames topics;
  private final String httpHost;
  private final int httpPort;
  private final Map<String, Object> kafka;

  private AppConfig(TopicNames topics, String httpHost, int httpPort, Map<String, Object> kafka) {
    this.topics = topics;
    this.httpHost = httpHost;
    this.httpPort = httpPort;
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
    Map<String, String> own = new TreeMap<>(settings);
    own.keySet().retainAll(OWN.names());
    for (ConfigValue value : OWN.validate(own)) {
      if (!value.errorMessages().isEmpty()) {
        throw new InvalidSettingException(value.errorMessages().get(0));
      }
    }
    Map<String, Object> parsed = OWN.parse(own);
    TopicNames topics = new TopicNames((String) parsed.get(USER_ID));

    Map<String, String> kafka = new TreeMap<>(settings);
    kafka.keySet().removeAll(OWN.names());
    KafkaSettings.check(kafka);
    return new AppConfig(
        topics,
        (String) parsed.get(HTTP_HOST),
        (Integer) parsed.get(HTTP_PORT),
        StreamsDefaults.under(kafka, topics.userId()));
  }

  public TopicNames topics() {
    return topics;
  }

  public String httpHost() {
    return httpHost;
  }

  public int httpPort() {
    return httpPort;
  }

  /**
   * What Kafka Streams gets.
   *
   * @param server where this instance's web server listens, as host:port; other instances send
   *     their callers there unless the user's {@code application.server} says otherwise
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
      return new StreamsConfig(settings);
    } catch (ConfigException e) {
      throw new InvalidSettingException(e.getMessage());
    }
  }

  private static void checkUserId(String name, Object value) {
    if (value != null && !LEGAL_USER_ID.matcher((String) value).matches()) {
      throw new ConfigException(name, value, "expected 1 to 200 letters, digits, '.', '_' or '-'");
    }
  }
}
