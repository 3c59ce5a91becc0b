// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Consumer;

/** Lets in who knows the token; anybody may ask whether the proxy is well. */
final class BearerToken implements Consumer<JavalinConfig> {
  private static final String SCHEME = "Bearer ";
  private static final Set<String> OPEN = Set.of(HealthRoutes.HEALTHZ, HealthRoutes.READYZ);

  private final byte[] token;

  BearerToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
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
    String given = ctx.header(Header.AUTHORIZATION);
    if (given == null
        || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || !isToken(given.substring(SCHEME.length()).strip())) {
      throw ApiException.unauthorized();
    }
  }

  private boolean isToken(String given) {
    // Takes as long for a token that is nearly right.
    return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
  }
}
