// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings of the app's web servers: the public one, and the one that only other instances ask.
 */
public final class HttpConfig {
  public static final String HOST = "http.host";
  public static final String PORT = "http.port";
  public static final String ALLOWED_HOSTS = "http.allowed.hosts";
  public static final String TOKEN = "http.token";
  public static final String MAX_CONNECTIONS = "http.max.connections";
  public static final String INSTANCE_PORT = "http.instance.port";
  public static final String INSTANCE_SECRET = "http.instance.secret";

  /** In front of Kafka's own names of a server's certificate and key. */
  public static final String SSL_PREFIX = "http.";

  private static final int SHORTEST_SECRET = 16;
  private static final int DEFAULT_MAX_CONNECTIONS = 256;

  private static final List<String> SSL_NAMES =
      List.of(
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);

  private static final ConfigDef DEFINITION = definition();

  private final AbstractConfig config;

  private HttpConfig(AbstractConfig config) {
    this.config = config;
  }

  private static ConfigDef definition() {
    ConfigDef definition =
        new ConfigDef()
            .define(
                HOST,
                ConfigDef.Type.STRING,
                "127.0.0.1",
                new ConfigDef.NonEmptyString(),
                Importance.MEDIUM,
                "The address that the web servers bind to.")
            .define(
                PORT,
                ConfigDef.Type.INT,
                0,
                ConfigDef.Range.between(0, 65535),
                Importance.MEDIUM,
                "The public web server's port; 0 takes any free one and logs it.")
            .define(
                ALLOWED_HOSTS,
                ConfigDef.Type.LIST,
                List.of(),
                ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                Importance.LOW,
                "Names under which the public server is asked, beside addresses, localhost and the"
                    + " machine's own names: those of a proxy or of a DNS entry.")
            .define(
                TOKEN,
                ConfigDef.Type.PASSWORD,
                null,
                ConfigDef.LambdaValidator.with(
                    HttpConfig::checkSecret, () -> "16 characters or more"),
                Importance.MEDIUM,
                "What the public server wants to be told: Authorization: Bearer, or Basic with it"
                    + " as the password. Without it, whoever reaches the port may read.")
            .define(
                MAX_CONNECTIONS,
                ConfigDef.Type.INT,
                DEFAULT_MAX_CONNECTIONS,
                ConfigDef.Range.between(1, 100_000),
                Importance.LOW,
                "Connections that the public server holds at once; further ones wait.")
            .define(
                INSTANCE_PORT,
                ConfigDef.Type.INT,
                0,
                ConfigDef.Range.between(0, 65535),
                Importance.MEDIUM,
                "The port where other instances ask this one; 0 takes any free one.")
            .define(
                INSTANCE_SECRET,
                ConfigDef.Type.PASSWORD,
                null,
                ConfigDef.LambdaValidator.with(
                    HttpConfig::checkSecret, () -> "16 characters or more"),
                Importance.MEDIUM,
                "What instances tell each other, the same for all. Without it they are on one"
                    + " machine, and the port is bound to 127.0.0.1.");
    ConfigDef kafkas = new ConfigDef();
    SslConfigs.addClientSslSupport(kafkas);
    for (String name : SSL_NAMES) {
      ConfigDef.ConfigKey key = kafkas.configKeys().get(name);
      definition.define(
          SSL_PREFIX + name, key.type, key.defaultValue, key.importance, key.documentation);
    }
    return definition;
  }

  /** The names of these settings. */
  static Set<String> names() {
    return new TreeSet<>(DEFINITION.names());
  }

  /**
   * Checks settings and fills in what they leave open.
   *
   * @param settings these settings only
   * @throws InvalidSettingException if one is wrong
   */
  static HttpConfig of(Map<String, String> settings) throws InvalidSettingException {
    try {
      return new HttpConfig(new AbstractConfig(DEFINITION, settings, Map.of(), false));
    } catch (ConfigException e) {
      throw new InvalidSettingException(e.getMessage());
    }
  }

  /** Where the public server listens. */
  public Binding forEverybody() {
    return new Binding(
        PORT, config.getString(HOST), config.getInt(PORT), config.getInt(MAX_CONNECTIONS), ssl());
  }

  /** Where other instances ask this one: without a secret, on this machine only. */
  public Binding forInstances() {
    return new Binding(
        INSTANCE_PORT,
        instanceSecret().isPresent() ? config.getString(HOST) : "127.0.0.1",
        config.getInt(INSTANCE_PORT),
        config.getInt(MAX_CONNECTIONS),
        Map.of());
  }

  /** The names under which the public server may be asked, beside those that it knows itself. */
  public List<String> allowedHosts() {
    return config.getList(ALLOWED_HOSTS);
  }

  /** What the public server wants to be told; empty if nothing. */
  public Optional<String> token() {
    return secret(TOKEN);
  }

  /** What instances tell each other; empty if nothing. */
  public Optional<String> instanceSecret() {
    return secret(INSTANCE_SECRET);
  }

  private Map<String, Object> ssl() {
    Map<String, Object> given = new TreeMap<>();
    for (String name : SSL_NAMES) {
      if (config.originals().containsKey(SSL_PREFIX + name)) {
        given.put(name, config.values().get(SSL_PREFIX + name));
      }
    }
    return given;
  }

  private Optional<String> secret(String name) {
    return Optional.ofNullable(config.getPassword(name)).map(Password::value);
  }

  private static void checkSecret(String name, Object value) {
    if (value != null && ((Password) value).value().length() < SHORTEST_SECRET) {
      throw new ConfigException(name, Password.HIDDEN, "expected 16 characters or more");
    }
  }
}
