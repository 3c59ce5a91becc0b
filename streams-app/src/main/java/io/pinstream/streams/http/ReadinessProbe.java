// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A container's health check: asks the app in the same container whether it joins. Not curl, which
 * an image need not have.
 */
public final class ReadinessProbe {
  private static final int TIMEOUT_MS = 10_000;

  private ReadinessProbe() {}

  /**
   * Ends with 0 if the app is ready, else with 1 and the reason on standard error.
   *
   * @param arguments the app's {@code http.port}, or where it is if not at http://127.0.0.1, such
   *     as {@code https://10.0.0.7:8443}
   */
  public static void main(String[] arguments) {
    String at = arguments[0];
    String url = (at.contains("://") ? at : "http://127.0.0.1:" + at) + "/readyz";
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

  static int status(String url) throws IOException, GeneralSecurityException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    if (connection instanceof HttpsURLConnection secured) {
      // Whose certificate it is, callers ask; here it only has to answer, and it is told nothing.
      SSLContext any = SSLContext.getInstance("TLS");
      any.init(null, SslContextFactory.TRUST_ALL_CERTS, null);
      secured.setSSLSocketFactory(any.getSocketFactory());
      secured.setHostnameVerifier((host, session) -> true);
    }
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    return connection.getResponseCode();
  }
}
