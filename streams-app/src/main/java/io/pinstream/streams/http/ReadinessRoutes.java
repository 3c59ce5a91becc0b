// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code /healthz}: the process answers; {@code /readyz}: it joins, or why it does not yet. */
public record ReadinessRoutes(Readiness readiness) implements Consumer<JavalinConfig> {
  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/healthz", ctx -> ctx.json(Map.of("status", "up")));
    config.routes.get("/readyz", this::readyz);
  }

  private void readyz(Context ctx) {
    Optional<String> reason = readiness.reason();
    if (reason.isPresent()) {
      Problem.write(ctx, HttpStatus.SERVICE_UNAVAILABLE, reason.get());
    } else {
      ctx.json(Map.of("status", "ready"));
    }
  }
}
