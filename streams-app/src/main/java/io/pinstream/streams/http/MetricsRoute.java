// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/** {@code /metrics} in Prometheus' text format. */
public final class MetricsRoute implements Consumer<JavalinConfig> {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Runnable refresh;

  /**
   * The route.
   *
   * @param refresh is called before each scrape
   */
  public MetricsRoute(PrometheusMeterRegistry registry, Runnable refresh) {
    this.registry = registry;
    this.refresh = refresh;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        "/metrics",
        ctx -> {
          refresh.run();
          ctx.contentType(TEXT_FORMAT).result(registry.scrape(TEXT_FORMAT));
        });
  }
}
