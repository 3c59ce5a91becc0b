// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Calls without parameters, answered with what is told at that moment.
 *
 * @param told by path
 */
public record FigureRoutes(Map<String, Supplier<Object>> told) implements Consumer<JavalinConfig> {
  @Override
  public void accept(JavalinConfig config) {
    told.forEach((path, figures) -> config.routes.get(path, ctx -> ctx.json(figures.get())));
  }
}
