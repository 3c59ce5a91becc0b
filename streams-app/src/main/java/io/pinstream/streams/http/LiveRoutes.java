// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.live.RecentCategories;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code /api/stats}: what the app has done since it started, and how many posts there are; {@code
 * /api/live/newest}: the last posts, newest first; {@code /api/live/rate}: posts in each of the
 * last seconds; {@code /api/live/categories}: posts per category over the last minutes; {@code
 * /api/quality}: how many posts have null in each field, and dead letters by reason.
 */
public final class LiveRoutes implements Consumer<JavalinConfig> {
  private final ClusterNewest newest;
  private final ClusterFigures stats;
  private final ClusterFigures rate;
  private final ClusterFigures categories;
  private final ClusterFigures quality;

  public LiveRoutes(
      ClusterNewest newest,
      ClusterFigures stats,
      ClusterFigures rate,
      ClusterFigures categories,
      ClusterFigures quality) {
    this.newest = newest;
    this.stats = stats;
    this.rate = rate;
    this.categories = categories;
    this.quality = quality;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        "/api/live/newest",
        ctx -> ctx.contentType(ContentType.APPLICATION_JSON).result(JsonArray.of(newest.posts())));
    config.routes.get("/api/stats", ctx -> ctx.json(stats.sum()));
    config.routes.get("/api/live/rate", ctx -> ctx.json(rate.sum()));
    config.routes.get("/api/live/categories", ctx -> ctx.json(categories()));
    config.routes.get("/api/quality", ctx -> ctx.json(quality.sum()));
  }

  private Map<String, Object> categories() {
    Map<String, Object> recent = new LinkedHashMap<>();
    recent.put("minutes", RecentCategories.MINUTES);
    recent.put("posts", new TreeMap<>(categories.sum()));
    return recent;
  }
}
