// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.config.HttpConfig;
import io.pinstream.rest.config.InvalidSettingException;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** A TLS context of what Kafka's own clients can read: PEM, from files or settings, and stores. */
final class TlsContext {
  private TlsContext() {}

  /**
   * Reads certificate and key.
   *
   * @param ssl Kafka's own settings, such as {@code ssl.keystore.location}
   * @throws InvalidSettingException if they can't be read, or don't belong together
   */
  static SSLContext of(Map<String, Object> ssl) throws InvalidSettingException {
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    Map<String, Object> settings = new TreeMap<>(definition.parse(Map.of()));
    settings.putAll(ssl);
    String reason = "there is none";
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(settings);
      if (factory.keystore() != null) {
        return factory.sslContext();
      }
    } catch (KafkaException e) {
      reason = InvalidSettingException.rootMessage(e);
    }
    throw new InvalidSettingException(
        HttpConfig.SSL_PREFIX
            + "ssl.keystore...: expected a private key and its certificates, but "
            + reason
            + "; as PEM a key that begins with BEGIN PRIVATE KEY. One that is encrypted (BEGIN"
            + " ENCRYPTED PRIVATE KEY) needs "
            + HttpConfig.SSL_PREFIX
            + SslConfigs.SSL_KEY_PASSWORD_CONFIG
            + "; Java 17 reads none that is by PBES2, as openssl's are, nor another format:"
            + " 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW' makes one that it reads");
  }
}
