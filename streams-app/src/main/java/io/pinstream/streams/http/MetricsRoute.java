// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/**
 * {@code /metrics} in Prometheus' text format.
 *
 * @param refresh is called before each scrape
 */
public record MetricsRoute(PrometheusMeterRegistry registry, Runnable refresh)
    implements Consumer<JavalinConfig> {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

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
