// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;

/**
 * Refuses requests that don't tell the secret: as a bearer token, or as the password of HTTP Basic,
 * which a browser asks its user for. Whether the app runs is no secret.
 */
public final class SharedSecret implements Handler {
  private static final Set<String> OPEN = Set.of("/healthz", "/readyz");
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final String setting;
  private final byte[] secret;

  /** Asks for the secret that a setting has. */
  public SharedSecret(String setting, String secret) {
    this.setting = setting;
    this.secret = secret.getBytes(UTF_8);
  }

  @Override
  public void handle(Context ctx) {
    if (OPEN.contains(ctx.path())) {
      return;
    }
    // Takes as long whichever letter is wrong.
    if (!MessageDigest.isEqual(given(ctx.header(Header.AUTHORIZATION)), secret)) {
      // A header each: Chromium takes one with both for a scheme that it does not know, and does
      // not ask its user.
      ctx.res().addHeader(Header.WWW_AUTHENTICATE, "Basic realm=\"pinstream\", charset=\"UTF-8\"");
      ctx.res().addHeader(Header.WWW_AUTHENTICATE, "Bearer");
      throw new UnauthorizedResponse(
          "expected Authorization: Bearer with what "
              + setting
              + " says, or Basic with it as the password");
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
