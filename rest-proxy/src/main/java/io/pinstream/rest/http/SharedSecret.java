// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets in who knows the token: as a bearer token, or as the password of HTTP Basic. Anybody may ask
 * whether the proxy is well.
 */
final class SharedSecret implements Consumer<JavalinConfig> {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final Set<String> OPEN = Set.of(HealthRoutes.HEALTHZ, HealthRoutes.READYZ);

  private final byte[] secret;

  SharedSecret(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.before(this::check);
  }

  private void check(Context ctx) {
    // A browser asks before it sends the token.
    if (OPEN.contains(ctx.path()) || ctx.method().equals(HandlerType.OPTIONS)) {
      return;
    }
    // Takes as long for a token that is nearly right.
    if (!MessageDigest.isEqual(secret, given(ctx.header(Header.AUTHORIZATION)))) {
      throw ApiException.unauthorized();
    }
  }

  private static byte[] given(String header) {
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip().getBytes(UTF_8);
    }
    if (header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      try {
        String pair =
            new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), UTF_8);
        return pair.substring(pair.indexOf(':') + 1).getBytes(UTF_8);
      } catch (IllegalArgumentException e) {
        // No base64, no password.
      }
    }
    return new byte[0];
  }
}
