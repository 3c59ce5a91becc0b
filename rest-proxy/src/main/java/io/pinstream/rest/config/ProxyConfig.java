// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * The proxy's settings: its own, those of a connector (converters, transforms, predicates), and
 * those of Kafka's producer and admin client.
 */
public final class ProxyConfig {
  public static final String USER_ID = "user.id";
  public static final String TOPICS = "topics";
  public static final String ROW_TOPICS = "row.topics";
  public static final String STREAM_PREFIX = "stream.prefix";
  public static final String ON_UNCLEAN = "on.unclean";
  public static final String DEAD_LETTER_TOPIC = "dead.letter.topic";
  public static final String RECORDS_MAX = "records.max";

  private static final String PROVIDERS = "config.providers";
  // With the longest suffix still a legal topic name, which has at most 249 characters.
  private static final Pattern LEGAL_USER_ID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
  private static final List<String> ON_UNCLEAN_WORDS = List.of("refuse", "dead-letter");

  static final ConfigDef OWN =
      new ConfigDef()
          .define(
              USER_ID,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.LambdaValidator.with(
                  ProxyConfig::checkUserId, () -> "1 to 200 letters, digits, '.', '_' or '-'"),
              Importance.HIGH,
              "Whose topics these are: <user.id>.pin, .geo, .user and .dlq.")
          .define(
              TOPICS,
              ConfigDef.Type.STRING,
              null,
              ConfigDef.LambdaValidator.with(ProxyConfig::checkPattern, () -> "a pattern"),
              Importance.HIGH,
              "Which topics callers may write and look up: a regular expression for the whole name."
                  + " Default: the three of user.id.")
          .define(
              ROW_TOPICS,
              ConfigDef.Type.STRING,
              ".*[.](pin|geo|user)",
              ConfigDef.LambdaValidator.with(ProxyConfig::checkPattern, () -> "a pattern"),
              Importance.LOW,
              "In which of them a value is a row, or holds rows: arrays, records wrappers, JSON as"
                  + " text and base64 are opened there. Elsewhere a value stays as it is.")
          .define(
              STREAM_PREFIX,
              ConfigDef.Type.STRING,
              "streaming-",
              Importance.LOW,
              "What a stream's name begins with: streaming-<user.id>-pin is the topic <user.id>.pin.")
          .define(
              ON_UNCLEAN,
              ConfigDef.Type.STRING,
              ON_UNCLEAN_WORDS.get(0),
              ConfigDef.ValidString.in(ON_UNCLEAN_WORDS.toArray(String[]::new)),
              Importance.HIGH,
              "What becomes of a row that can't be cleaned: refuse = its place in the answer says"
                  + " why, dead-letter = it is written to the dead-letter topic.")
          .define(
              DEAD_LETTER_TOPIC,
              ConfigDef.Type.STRING,
              null,
              Importance.LOW,
              "Where dead letters go. Default: <user.id>.dlq.")
          .define(
              RECORDS_MAX,
              ConfigDef.Type.INT,
              5000,
              ConfigDef.Range.atLeast(1),
              Importance.LOW,
              "How many rows a request may have.");

  private final AbstractConfig own;
  private final HttpConfig http;
  private final Map<String, String> connector;
  private final ClientSettings clients;

  private ProxyConfig(
      AbstractConfig own, HttpConfig http, Map<String, String> connector, ClientSettings clients) {
    this.own = own;
    this.http = http;
    this.connector = connector;
    this.clients = clients;
  }

  /**
   * Checks settings, fills in what they leave open, and reads what they take from configuration
   * providers, such as {@code ${env:NAME}}.
   *
   * @throws InvalidSettingException if a setting is unknown, missing or wrong
   */
  public static ProxyConfig of(Map<String, String> settings) throws InvalidSettingException {
    Map<String, String> resolved = resolve(settings);
    Map<String, String> connector = new TreeMap<>();
    Map<String, String> clients = new TreeMap<>();
    Map<String, String> ownSettings = new TreeMap<>();
    Map<String, String> httpSettings = new TreeMap<>();
    resolved.forEach(
        (name, value) -> {
          if (OWN.names().contains(name)) {
            ownSettings.put(name, value);
          } else if (name.startsWith(HttpConfig.PREFIX)) {
            httpSettings.put(name, value);
          } else if (ConnectorSettings.isOne(name)) {
            connector.put(name, value);
          } else if (!name.equals(PROVIDERS) && !name.startsWith(PROVIDERS + ".")) {
            clients.put(name, value);
          }
        });
    check(OWN, ownSettings);
    return new ProxyConfig(
        new AbstractConfig(OWN, ownSettings, false),
        HttpConfig.of(httpSettings),
        ConnectorSettings.withDefaults(connector),
        ClientSettings.of(clients));
  }

  private static Map<String, String> resolve(Map<String, String> settings)
      throws InvalidSettingException {
    Map<String, String> resolved = new TreeMap<>();
    try {
      new AbstractConfig(new ConfigDef(), settings, false)
          .originals()
          .forEach((name, value) -> resolved.put(name, String.valueOf(value)));
    } catch (RuntimeException | LinkageError e) {
      // A provider is anybody's code.
      throw new InvalidSettingException(PROVIDERS + ": " + e.getMessage());
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      checkFilled(setting.getKey(), setting.getValue(), resolved.get(setting.getKey()));
    }
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
                + PROVIDERS
                + ", and there what it names");
      }
    }
  }

  static void check(ConfigDef definition, Map<String, String> settings)
      throws InvalidSettingException {
    for (ConfigValue value : definition.validate(settings)) {
      if (!value.errorMessages().isEmpty()) {
        throw new InvalidSettingException(value.errorMessages().get(0));
      }
    }
  }

  public String userId() {
    return own.getString(USER_ID);
  }

  /** Whether callers may write to a topic and look at it. */
  public Pattern topics() {
    String pattern = own.getString(TOPICS);
    return Pattern.compile(
        pattern == null ? Pattern.quote(userId()) + "[.](pin|geo|user)" : pattern);
  }

  public Pattern rowTopics() {
    return Pattern.compile(own.getString(ROW_TOPICS));
  }

  public String streamPrefix() {
    return own.getString(STREAM_PREFIX);
  }

  public int recordsMax() {
    return own.getInt(RECORDS_MAX);
  }

  /** Where rows go that can't be cleaned; empty if they are refused. */
  public Optional<String> deadLetterTopic() {
    if (own.getString(ON_UNCLEAN).equals(ON_UNCLEAN_WORDS.get(0))) {
      return Optional.empty();
    }
    String topic = own.getString(DEAD_LETTER_TOPIC);
    return Optional.of(topic == null ? userId() + ".dlq" : topic);
  }

  public HttpConfig http() {
    return http;
  }

  /** The converters, transforms and predicates, under the names that they have in a connector. */
  public Map<String, String> connector() {
    return connector;
  }

  public ClientSettings clients() {
    return clients;
  }

  private static void checkUserId(String name, Object value) {
    if (value != null && !LEGAL_USER_ID.matcher((String) value).matches()) {
      throw new ConfigException(name, value, "expected 1 to 200 letters, digits, '.', '_' or '-'");
    }
  }

  private static void checkPattern(String name, Object value) {
    if (value != null) {
      try {
        Pattern.compile((String) value);
      } catch (PatternSyntaxException e) {
        throw new ConfigException(
            name, value, "expected a regular expression: " + e.getDescription());
      }
    }
  }

  /** A secret that must be printed nowhere. */
  static Optional<String> secret(AbstractConfig config, String name) {
    Password password = config.getPassword(name);
    return Optional.ofNullable(password).map(Password::value);
  }
}
