// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.pinstream.streams.instances.ClusterFigures;
import java.util.function.Consumer;

/** {@code /api/stats}: what the app has done since it started, and how many posts there are. */
public final class StatsRoute implements Consumer<JavalinConfig> {
  private final ClusterFigures stats;

  public StatsRoute(ClusterFigures stats) {
    this.stats = stats;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/stats", ctx -> ctx.json(stats.sum()));
  }
}
