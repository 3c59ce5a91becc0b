// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A container's health check: asks the proxy in the same container whether it answers. Not curl,
 * which an image need not have, and without TLS no more than the JDK, so that it costs little each
 * time.
 *
 * <p>It asks {@code /healthz} and not {@code /readyz}: a proxy whose brokers are away answers its
 * callers with 503, and starting it again would bring no broker back.
 */
public final class HealthProbe {
  private static final int TIMEOUT_MS = 5_000;

  private HealthProbe() {}

  /**
   * Ends with 0 if the proxy answers, else with 1 and the reason on standard error.
   *
   * @param arguments the proxy's {@code http.port}, or where it is found, such as {@code
   *     https://127.0.0.1:8082}
   */
  public static void main(String[] arguments) {
    String found = arguments[0].contains("://") ? "" : "http://127.0.0.1:";
    String url = found + arguments[0] + "/healthz";
    String reason;
    try {
      int status = status(url);
      if (status == HttpURLConnection.HTTP_OK) {
        return;
      }
      reason = "status " + status;
    } catch (IOException | GeneralSecurityException e) {
      reason = e.getMessage();
    }
    System.err.println(url + ": " + reason);
    System.exit(1);
  }

  private static int status(String url) throws IOException, GeneralSecurityException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (connection instanceof HttpsURLConnection tls) {
      // Whose certificate it is, callers ask; here it only has to answer, and it is told nothing.
      SSLContext any = SSLContext.getInstance("TLS");
      any.init(null, SslContextFactory.TRUST_ALL_CERTS, null);
      tls.setSSLSocketFactory(any.getSocketFactory());
      tls.setHostnameVerifier((host, session) -> true);
    }
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    return connection.getResponseCode();
  }
}
