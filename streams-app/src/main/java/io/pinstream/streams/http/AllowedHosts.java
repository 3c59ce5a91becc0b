// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.config.HttpConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Refuses requests to a name that is not the server's: a foreign page whose name was pointed at
 * this server (DNS rebinding) would otherwise read it in a visitor's browser. Addresses are no
 * names.
 */
public final class AllowedHosts implements Handler {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Allows names beside localhost and the machine's own; {@code *} any. */
  public AllowedHosts(Collection<String> more) {
    names.add("localhost");
    try {
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // A machine that does not know its name is not asked by it.
    }
    names.addAll(more);
  }

  @Override
  public void handle(Context ctx) {
    String host = ctx.header(Header.HOST);
    if (host == null || !allows(host)) {
      throw new HttpResponseException(
          HttpStatus.MISDIRECTED_REQUEST.getCode(),
          "this server is not known as \"%s\"; if it is one of its names, add it to %s"
              .formatted(host, HttpConfig.ALLOWED_HOSTS));
    }
  }

  /** Whether the server may be asked so, as the header has it, with or without a port. */
  boolean allows(String host) {
    String name = PORT.matcher(host).replaceFirst("");
    return ADDRESS.matcher(name).matches() || names.contains(name) || names.contains("*");
  }
}
