// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Consumer;

/** {@code /metrics} in Prometheus' text format. */
final class MetricsRoute implements Consumer<JavalinConfig> {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsRoute(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(JavalinConfig config) {
    Stage.get(
        config,
        "/metrics",
        ctx -> ctx.contentType(TEXT_FORMAT).result(registry.scrape(TEXT_FORMAT)));
  }
}
