// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/** How the proxy is reached, by whom, and how much it takes at once. */
public final class HttpConfig {
  static final String PREFIX = "http.";
  public static final String HOST = "http.host";
  public static final String PORT = "http.port";
  public static final String ALLOWED_HOSTS = "http.allowed.hosts";
  public static final String TOKEN = "http.token";
  public static final String OPEN = "http.open";
  public static final String CORS_ORIGINS = "http.cors.origins";
  public static final String BODY_MAX_BYTES = "http.body.max.bytes";
  public static final String BODY_TIMEOUT_MS = "http.body.timeout.ms";
  public static final String MEMORY_MAX_BYTES = "http.memory.max.bytes";
  public static final String THREADS = "http.threads";

  /** In front of Kafka's own names of a server's certificate and key. */
  public static final String SSL_PREFIX = PREFIX;

  private static final int MIN_THREADS = 16;
  private static final int SHORTEST_TOKEN = 16;
  private static final int SHARE_OF_HEAP = 4;

  private static final Pattern ORIGIN =
      Pattern.compile("[a-zA-Z][\\w+.-]*://([\\w.-]+|\\[[0-9a-fA-F:]+])(:[0-9]+)?");

  private static final List<String> SSL_NAMES =
      List.of(
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);

  /** The settings but for those of TLS, which Kafka documents. */
  static final ConfigDef OWN =
      new ConfigDef()
          .define(
              HOST,
              ConfigDef.Type.STRING,
              "127.0.0.1",
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "The address to listen on; 0.0.0.0 for all of the machine's.")
          .define(
              PORT,
              ConfigDef.Type.INT,
              8082,
              ConfigDef.Range.between(0, 65_535),
              Importance.HIGH,
              "The port; 0 takes any free one and logs it.")
          .define(
              TOKEN,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.HIGH,
              "If set, callers have to send 'Authorization: Bearer <token>', or Basic with it as the"
                  + " password, but for /healthz and /readyz. 16 characters or more.")
          .define(
              OPEN,
              ConfigDef.Type.BOOLEAN,
              false,
              Importance.HIGH,
              "true says that whoever reaches the port may post: where something in front of it asks"
                  + " who is there. Without it, an address that other machines reach needs http.token.")
          .define(
              ALLOWED_HOSTS,
              ConfigDef.Type.LIST,
              List.of(),
              Importance.MEDIUM,
              "Names under which the proxy is asked, beside addresses, localhost and the machine's"
                  + " own: those of a load balancer or of a DNS entry; * allows any.")
          .define(
              CORS_ORIGINS,
              ConfigDef.Type.LIST,
              List.of(),
              ConfigDef.LambdaValidator.with(
                  HttpConfig::checkOrigins, () -> "origins such as https://example.org"),
              Importance.LOW,
              "Origins whose pages may post here, such as https://example.org. Default: none.")
          .define(
              BODY_MAX_BYTES,
              ConfigDef.Type.INT,
              2 * 1024 * 1024,
              ConfigDef.Range.atLeast(1024),
              Importance.MEDIUM,
              "How large a request may be.")
          .define(
              MEMORY_MAX_BYTES,
              ConfigDef.Type.INT,
              null,
              ConfigDef.LambdaValidator.with(
                  (name, value) -> {
                    if (value != null) {
                      ConfigDef.Range.atLeast(1024 * 1024).ensureValid(name, value);
                    }
                  },
                  () -> "1 MiB or more"),
              Importance.MEDIUM,
              "How much memory the requests may take that are in progress at once, by estimate; what"
                  + " is more is answered with 429. Default: a quarter of the heap.")
          .define(
              BODY_TIMEOUT_MS,
              ConfigDef.Type.INT,
              10_000,
              ConfigDef.Range.atLeast(100),
              Importance.LOW,
              "How long a caller may take to send a request.")
          .define(
              THREADS,
              ConfigDef.Type.INT,
              100,
              ConfigDef.Range.atLeast(MIN_THREADS),
              Importance.LOW,
              "How many threads serve requests. One is held while a request's rows are cleaned and"
                  + " given to the producer, none while it is read or waits for the brokers.");

  private static final ConfigDef ALL = withSsl();

  private final AbstractConfig config;

  private HttpConfig(AbstractConfig config) {
    this.config = config;
  }

  private static ConfigDef withSsl() {
    ConfigDef all = new ConfigDef(OWN);
    ConfigDef kafkas = new ConfigDef();
    SslConfigs.addClientSslSupport(kafkas);
    for (String name : SSL_NAMES) {
      ConfigDef.ConfigKey key = kafkas.configKeys().get(name);
      all.define(SSL_PREFIX + name, key.type, key.defaultValue, key.importance, key.documentation);
    }
    return all;
  }

  static HttpConfig of(Map<String, String> settings) throws InvalidSettingException {
    for (String name : settings.keySet()) {
      if (!ALL.names().contains(name)) {
        throw new InvalidSettingException(
            "Unknown configuration \""
                + name
                + "\": expected one of "
                + String.join(", ", ALL.names()));
      }
    }
    ProxyConfig.check(ALL, settings);
    HttpConfig http = new HttpConfig(new AbstractConfig(ALL, settings, false));
    http.checkWhoGetsIn();
    return http;
  }

  private static void checkOrigins(String name, Object value) {
    for (Object origin : (List<?>) value) {
      if (!ORIGIN.matcher((String) origin).matches()) {
        throw new ConfigException(name, origin, "expected an origin such as https://example.org");
      }
    }
  }

  private void checkWhoGetsIn() throws InvalidSettingException {
    if (token().isPresent() && token().get().length() < SHORTEST_TOKEN) {
      throw new InvalidSettingException(
          TOKEN
              + ": the token is shorter than "
              + SHORTEST_TOKEN
              + " characters; take a random one, such as of openssl rand -hex 32");
    }
    if (token().isEmpty() && !config.getBoolean(OPEN) && !isLoopback()) {
      throw new InvalidSettingException(
          HOST
              + " is "
              + host()
              + " and "
              + TOKEN
              + " is not set: whoever reaches this port could write to the topics. Set "
              + TOKEN
              + ", or "
              + HOST
              + "=127.0.0.1, or "
              + OPEN
              + "=true where something in front of it asks who is there");
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public String host() {
    return config.getString(HOST);
  }

  public int port() {
    return config.getInt(PORT);
  }

  public Optional<String> token() {
    return ProxyConfig.secret(config, TOKEN);
  }

  /** The names under which the proxy may be asked, beside those that it knows itself. */
  public List<String> allowedHosts() {
    return config.getList(ALLOWED_HOSTS);
  }

  /**
   * Key and certificates under Kafka's names, such as {@code ssl.keystore.location}; empty if it
   * speaks without TLS.
   */
  public Map<String, Object> ssl() {
    Map<String, Object> given = new TreeMap<>();
    for (String name : SSL_NAMES) {
      if (config.originals().containsKey(SSL_PREFIX + name)) {
        given.put(name, config.values().get(SSL_PREFIX + name));
      }
    }
    return given;
  }

  public List<String> corsOrigins() {
    return config.getList(CORS_ORIGINS);
  }

  public int bodyMaxBytes() {
    return config.getInt(BODY_MAX_BYTES);
  }

  /** What all requests in progress may take, by estimate. */
  public int memoryMaxBytes() {
    Integer given = config.getInt(MEMORY_MAX_BYTES);
    return given == null
        ? (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
        : given;
  }

  public Duration bodyTimeout() {
    return Duration.ofMillis(config.getInt(BODY_TIMEOUT_MS));
  }

  public int threads() {
    return config.getInt(THREADS);
  }
}
