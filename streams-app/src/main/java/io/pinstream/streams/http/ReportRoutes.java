// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.pinstream.streams.instances.ClusterReports;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code /api/health}: of each instance its partitions with lag and freshness, its standbys, what
 * it restores, and how long posts took; {@code /api/waiting}: of each instance the posts that wait
 * for one of their rows.
 */
public final class ReportRoutes implements Consumer<JavalinConfig> {
  private final List<ClusterReports> reports;

  public ReportRoutes(List<ClusterReports> reports) {
    this.reports = reports;
  }

  @Override
  public void accept(JavalinConfig config) {
    for (ClusterReports each : reports) {
      config.routes.get("/api/" + each.name(), ctx -> ctx.json(each.all()));
    }
  }
}
