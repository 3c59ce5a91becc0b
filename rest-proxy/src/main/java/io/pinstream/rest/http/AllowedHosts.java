// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Refuses requests to a name that is not the proxy's: a foreign page whose name was pointed at this
 * server (DNS rebinding) would otherwise post from a visitor's browser. Addresses are no names. The
 * Streams app has the same check under the same setting.
 */
final class AllowedHosts implements Consumer<JavalinConfig> {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> names = new TreeSet<>();

  /**
   * The check.
   *
   * @param more names beside localhost and the machine's own; {@code *} allows any
   */
  AllowedHosts(Collection<String> more) {
    names.add("localhost");
    try {
      names.add(lower(InetAddress.getLocalHost().getHostName()));
    } catch (UnknownHostException e) {
      // A machine that does not know its name is not asked by it.
    }
    more.forEach(name -> names.add(lower(name)));
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.before(this::check);
  }

  private void check(Context ctx) {
    String host = ctx.header(Header.HOST);
    if (host == null || !allows(host)) {
      throw ApiException.misdirected(host);
    }
  }

  /**
   * Whether the proxy may be asked so.
   *
   * @param host as in the header, with or without a port
   */
  boolean allows(String host) {
    String name = lower(PORT.matcher(host).replaceFirst(""));
    return ADDRESS.matcher(name).matches() || names.contains(name) || names.contains("*");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
