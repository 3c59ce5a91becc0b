// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a browser may do with what it gets: run and load nothing but the server's own files, guess
 * no types, show it in no foreign frame, tell nobody where a link came from.
 */
final class SecurityHeaders implements Consumer<JavalinConfig> {
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  @Override
  public void accept(JavalinConfig config) {
    config.routes.before(ctx -> HEADERS.forEach(ctx::header));
  }
}
