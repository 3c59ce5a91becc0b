// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.pinstream.rest.topics.TopicDirectory;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.Node;

/** {@code /healthz}: the process answers; {@code /readyz}: the brokers answer it. */
final class HealthRoutes implements Consumer<JavalinConfig> {
  static final String HEALTHZ = "/healthz";
  static final String READYZ = "/readyz";
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final TopicDirectory topics;
  private CompletableFuture<Collection<Node>> brokers;
  private long askedNanos;

  HealthRoutes(TopicDirectory topics) {
    this.topics = topics;
  }

  @Override
  public void accept(JavalinConfig config) {
    Stage.get(config, HEALTHZ, ctx -> ctx.json(Map.of("status", "up")));
    Stage.get(config, READYZ, this::readyz);
  }

  private void readyz(Context ctx) {
    ctx.future(
        () ->
            brokers()
                .handle(
                    (nodes, failure) -> {
                      if (failure == null) {
                        ctx.json(Map.of("status", "ready"));
                      } else {
                        ErrorAnswers.write(
                            ctx, ApiException.unavailable("the brokers don't answer"));
                      }
                      return null;
                    }));
  }

  /** Asked at most once a second, however many ask us. */
  private synchronized CompletableFuture<Collection<Node>> brokers() {
    long now = System.nanoTime();
    if (brokers == null || (brokers.isDone() && now - askedNanos > FRESH_NANOS)) {
      brokers = topics.brokers();
      askedNanos = now;
    }
    return brokers;
  }
}
