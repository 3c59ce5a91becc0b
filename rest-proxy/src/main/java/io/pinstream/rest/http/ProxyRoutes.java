// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pinstream.rest.config.ProxyConfig;
import io.pinstream.rest.rows.RowOpener;
import io.pinstream.rest.topics.TopicDirectory;
import io.pinstream.rest.write.RowWriter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** All of the proxy's routes, put together. */
public final class ProxyRoutes {
  private ProxyRoutes() {}

  /**
   * The routes.
   *
   * @param answers where answers are written: not on the producer's thread
   */
  public static List<Consumer<JavalinConfig>> of(
      ProxyConfig config,
      TopicDirectory topics,
      RowWriter writer,
      PrometheusMeterRegistry registry,
      Executor answers) {
    Meters meters = new Meters(registry);
    RequestMemory memory = new RequestMemory(config.http().memoryMaxBytes());
    meters.watch(memory);
    RowRequests requests =
        new RowRequests(
            new RequestBodies(config.http(), memory),
            topics,
            writer,
            meters,
            answers,
            config.recordsMax(),
            config.http().threads());
    RowOpener opener = new RowOpener(config.rowTopics());
    return List.of(
        new ProduceRoutes(requests, new ProduceRequest(opener)),
        new LookupRoutes(topics),
        new StreamRoutes(
            requests, new StreamRequest(opener), new StreamNames(config.streamPrefix()), topics),
        new HealthRoutes(topics),
        new MetricsRoute(registry),
        new OpenApiRoute());
  }
}
