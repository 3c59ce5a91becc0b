// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How the proxy is reached, by whom, and how much it takes at once. */
public final class HttpConfig {
  static final String PREFIX = "http.";
  public static final String HOST = "http.host";
  public static final String PORT = "http.port";
  public static final String TOKEN = "http.token";
  public static final String TLS_CERTIFICATE = "http.tls.certificate";
  public static final String TLS_KEY = "http.tls.key";
  public static final String TLS_KEY_PASSWORD = "http.tls.key.password";
  public static final String CORS_ORIGINS = "http.cors.origins";
  public static final String BODY_MAX_BYTES = "http.body.max.bytes";
  public static final String BODIES_MAX_BYTES = "http.bodies.max.bytes";
  public static final String BODY_TIMEOUT_MS = "http.body.timeout.ms";
  public static final String THREADS = "http.threads";

  private static final int MIN_THREADS = 16;
  private static final int SHORTEST_TOKEN = 16;

  static final ConfigDef DEFINITION =
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
              "If set, callers have to send 'Authorization: Bearer <token>', but for /healthz and"
                  + " /readyz.")
          .define(
              TLS_CERTIFICATE,
              ConfigDef.Type.STRING,
              null,
              Importance.MEDIUM,
              "A PEM file with the server's certificate and those above it. With it, the port speaks"
                  + " TLS only.")
          .define(
              TLS_KEY,
              ConfigDef.Type.STRING,
              null,
              Importance.MEDIUM,
              "A PEM file with the certificate's private key (PKCS#8).")
          .define(
              TLS_KEY_PASSWORD,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.LOW,
              "The private key's password, if it has one.")
          .define(
              CORS_ORIGINS,
              ConfigDef.Type.LIST,
              List.of(),
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
              BODIES_MAX_BYTES,
              ConfigDef.Type.INT,
              16 * 1024 * 1024,
              ConfigDef.Range.atLeast(1024),
              Importance.MEDIUM,
              "How large the requests may be that are in progress at once; what is more is answered"
                  + " with 429.")
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
              "How many threads serve requests. One is held while a request is read, none while its"
                  + " records wait for the brokers.");

  private final AbstractConfig config;

  private HttpConfig(AbstractConfig config) {
    this.config = config;
  }

  static HttpConfig of(Map<String, String> settings) throws InvalidSettingException {
    for (String name : settings.keySet()) {
      if (!DEFINITION.names().contains(name)) {
        throw new InvalidSettingException(
            "Unknown configuration \""
                + name
                + "\": expected one of "
                + String.join(", ", DEFINITION.names()));
      }
    }
    ProxyConfig.check(DEFINITION, settings);
    HttpConfig http = new HttpConfig(new AbstractConfig(DEFINITION, settings, false));
    http.checkCombination();
    return http;
  }

  private void checkCombination() throws InvalidSettingException {
    if (tlsCertificate().isPresent() != tlsKey().isPresent()) {
      throw new InvalidSettingException(
          (tlsKey().isPresent() ? TLS_CERTIFICATE : TLS_KEY)
              + " is not set: TLS needs both "
              + TLS_CERTIFICATE
              + " and "
              + TLS_KEY
              + ", each a PEM file");
    }
    if (token().isPresent() && token().get().length() < SHORTEST_TOKEN) {
      throw new InvalidSettingException(
          TOKEN
              + ": the token is shorter than "
              + SHORTEST_TOKEN
              + " characters; take a random one, such as of openssl rand -hex 32");
    }
    if (bodiesMaxBytes() < bodyMaxBytes()) {
      throw new InvalidSettingException(
          BODIES_MAX_BYTES
              + " is "
              + bodiesMaxBytes()
              + "; expected at least "
              + BODY_MAX_BYTES
              + ", which is "
              + bodyMaxBytes()
              + ": no request of that size would ever be taken");
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

  public Optional<Path> tlsCertificate() {
    return Optional.ofNullable(config.getString(TLS_CERTIFICATE)).map(Path::of);
  }

  public Optional<Path> tlsKey() {
    return Optional.ofNullable(config.getString(TLS_KEY)).map(Path::of);
  }

  public Optional<String> tlsKeyPassword() {
    return ProxyConfig.secret(config, TLS_KEY_PASSWORD);
  }

  public List<String> corsOrigins() {
    return config.getList(CORS_ORIGINS);
  }

  public int bodyMaxBytes() {
    return config.getInt(BODY_MAX_BYTES);
  }

  public int bodiesMaxBytes() {
    return config.getInt(BODIES_MAX_BYTES);
  }

  public Duration bodyTimeout() {
    return Duration.ofMillis(config.getInt(BODY_TIMEOUT_MS));
  }

  public int threads() {
    return config.getInt(THREADS);
  }
}
