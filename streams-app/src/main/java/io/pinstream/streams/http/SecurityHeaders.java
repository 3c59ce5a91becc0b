// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import java.util.Map;

/**
 * What a browser may do with what it gets: run and load nothing but the server's own files, guess
 * no types, show it in no foreign frame, tell nobody where a link came from.
 */
final class SecurityHeaders {
  static final Map<String, String> ALL =
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

  private SecurityHeaders() {}
}
