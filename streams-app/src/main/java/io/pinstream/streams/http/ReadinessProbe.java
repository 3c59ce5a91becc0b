// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * A container's health check: asks the app in the same container whether it joins. Not curl, which
 * an image need not have, and no more than the JDK, so that it costs little each time.
 */
public final class ReadinessProbe {
  private static final int TIMEOUT_MS = 10_000;

  private ReadinessProbe() {}

  /**
   * Ends with 0 if the app is ready, else with 1 and the reason on standard error.
   *
   * @param arguments the app's {@code http.port}
   */
  public static void main(String[] arguments) {
    var url = "http://127.0.0.1:%s/readyz".formatted(arguments[0]);
    String reason;
    try {
      int status = status(url);
      if (status == HttpURLConnection.HTTP_OK) {
        return;
      }
      reason = "status " + status;
    } catch (IOException e) {
      reason = e.getMessage();
    }
    System.err.println(url + ": " + reason);
    System.exit(1);
  }

  private static int status(String url) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    return connection.getResponseCode();
  }
}
