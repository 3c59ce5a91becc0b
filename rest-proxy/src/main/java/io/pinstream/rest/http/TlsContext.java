// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.config.HttpConfig;
import io.pinstream.rest.config.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** A TLS context of PEM files, which Kafka's own clients can read. */
final class TlsContext {
  private TlsContext() {}

  /**
   * Reads certificate and key.
   *
   * @throws InvalidSettingException if they can't be read, or don't belong together
   */
  static SSLContext of(HttpConfig config) throws InvalidSettingException {
    Map<String, Object> settings = new HashMap<>();
    settings.put(SslConfigs.SSL_PROTOCOL_CONFIG, "TLSv1.3");
    settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
    settings.put(
        SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
        read(HttpConfig.TLS_CERTIFICATE, config.tlsCertificate().orElseThrow()));
    settings.put(
        SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
        read(HttpConfig.TLS_KEY, config.tlsKey().orElseThrow()));
    config
        .tlsKeyPassword()
        .ifPresent(
            password -> settings.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, new Password(password)));
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      ConfigDef definition = new ConfigDef();
      SslConfigs.addClientSslSupport(definition);
      factory.configure(definition.parse(settings));
      return factory.sslContext();
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InvalidSettingException(
          HttpConfig.TLS_CERTIFICATE
              + ", "
              + HttpConfig.TLS_KEY
              + ": expected a certificate and its private key (PKCS#8) as PEM; "
              + cause.getMessage());
    }
  }

  private static Password read(String setting, Path file) throws InvalidSettingException {
    try {
      return new Password(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidSettingException(setting + ": can't read " + file + " (" + e + ")");
    }
  }
}
