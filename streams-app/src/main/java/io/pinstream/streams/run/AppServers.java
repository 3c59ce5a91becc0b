// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.config.HttpConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.http.AllowedHosts;
import io.pinstream.streams.http.InstanceRoutes;
import io.pinstream.streams.http.SharedSecret;
import io.pinstream.streams.http.WebServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The app's two web servers, each behind what the settings ask of its callers. */
final class AppServers {
  private AppServers() {}

  /** The page and the API. */
  static WebServer forEverybody(HttpConfig http, List<Consumer<JavalinConfig>> routes)
      throws InvalidSettingException {
    List<Consumer<JavalinConfig>> guarded = new ArrayList<>();
    guarded.add(before(new AllowedHosts(http.allowedHosts())));
    http.token().ifPresent(token -> guarded.add(before(new SharedSecret(HttpConfig.TOKEN, token))));
    guarded.addAll(routes);
    return WebServer.start(http.forEverybody(), HttpStatus.SERVICE_UNAVAILABLE, guarded);
  }

  /** What only other instances ask. */
  static WebServer forInstances(HttpConfig http, InstanceRoutes routes)
      throws InvalidSettingException {
    List<Consumer<JavalinConfig>> guarded = new ArrayList<>();
    http.instanceSecret()
        .ifPresent(
            secret -> guarded.add(before(new SharedSecret(HttpConfig.INSTANCE_SECRET, secret))));
    guarded.add(routes);
    // Other instances tell it from partitions that move.
    return WebServer.start(http.forInstances(), HttpStatus.TOO_MANY_REQUESTS, guarded);
  }

  private static Consumer<JavalinConfig> before(Handler guard) {
    return config -> config.routes.before(guard);
  }
}
