// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.databind.util.ClassUtil;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.config.InvalidSettingException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes a server's connector, with TLS where there is a certificate. */
final class ServerConnectors {
  // Connections that browsers keep open, over which nothing comes, are no reason to wait.
  private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(100);
  // A filter's four texts of a thousand characters, each encoded as up to nine, and the rest.
  private static final int MAX_HEAD_BYTES = 48 * 1024;

  private ServerConnectors() {}

  /**
   * The TLS of a binding, made before the server so that a wrong file is told as such.
   *
   * @return null for a binding without TLS
   * @throws InvalidSettingException if key and certificate can't be read
   */
  static SslContextFactory.Server tls(Binding binding) throws InvalidSettingException {
    if (binding.ssl().isEmpty()) {
      return null;
    }
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    // Kafka reads PEM, from a file or from the setting itself, as it does for its own clients.
    try (DefaultSslEngineFactory kafkas = new DefaultSslEngineFactory()) {
      kafkas.configure(definition.parse(binding.ssl()));
      if (kafkas.keystore() == null) {
        throw new InvalidSettingException(
            "http.ssl.keystore.location is missing, or http.ssl.keystore.key with"
                + " http.ssl.keystore.certificate.chain");
      }
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setSslContext(kafkas.sslContext());
      return tls;
    } catch (KafkaException e) {
      throw new InvalidSettingException(
          "http.ssl.keystore...: key and certificate can't be read: "
              + ClassUtil.getRootCause(e).getMessage()
              + "; expected PEM, a key that begins with BEGIN PRIVATE KEY and its certificates. One that is"
              + " encrypted (BEGIN ENCRYPTED PRIVATE KEY) needs http.ssl.key.password; Java 17 reads"
              + " none that is by PBES2, as openssl's are, nor another format: 'openssl pkcs8 -topk8"
              + " -nocrypt -in KEY -out NEW' makes one that it reads");
    }
  }

  static ServerConnector connector(
      Server server, HttpConfiguration http, Binding binding, SslContextFactory.Server tls) {
    http.setRequestHeaderSize(MAX_HEAD_BYTES);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, plain);
    } else {
      // Which hosts it is asked as is checked for all requests.
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(server, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    }
    connector.setHost(binding.host());
    connector.setPort(binding.port());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
    return connector;
  }
}
