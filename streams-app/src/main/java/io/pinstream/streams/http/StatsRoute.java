// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.pinstream.streams.join.Defect;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.Part;
import io.pinstream.streams.live.LivePosts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /api/stats}: what the app has done since it started, and how many posts there are. */
public final class StatsRoute implements Consumer<JavalinConfig> {
  private final Supplier<String> state;
  private final JoinMeters meters;
  private final LivePosts posts;

  /**
   * The route.
   *
   * @param state of the streams, such as RUNNING
   */
  public StatsRoute(Supplier<String> state, JoinMeters meters, LivePosts posts) {
    this.state = state;
    this.meters = meters;
    this.posts = posts;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/stats", ctx -> ctx.json(stats()));
  }

  /** The route's answer, for the event stream too. */
  public Map<String, Object> stats() {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      parts.put(part.label(), meters.parts(part));
    }
    Map<String, Long> defects = new LinkedHashMap<>();
    long deadLetters = 0;
    for (Defect defect : Defect.values()) {
      long count = meters.deadLetters(defect);
      deadLetters += count;
      if (count > 0) {
        defects.put(defect.label(), count);
      }
    }
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("state", state.get());
    stats.put("joined", posts.count());
    stats.put("posts_per_second", posts.perSecond());
    stats.put("parts", parts);
    stats.put("posts_written", meters.posts());
    stats.put("posts_removed", meters.removals());
    stats.put("resends", meters.resends());
    stats.put("dead_letters", deadLetters);
    stats.put("dead_letters_by_reason", defects);
    return stats;
  }
}
