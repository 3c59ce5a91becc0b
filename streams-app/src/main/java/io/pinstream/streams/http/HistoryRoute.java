// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.pinstream.streams.history.History;
import io.pinstream.streams.history.HistoryStep;
import io.pinstream.streams.instances.ClusterPosts;
import java.util.function.Consumer;

/**
 * {@code /api/history}: posts per category and each question's leader at the end of each of the
 * last minutes, hours or days, oldest first.
 */
public record HistoryRoute(History history) implements Consumer<JavalinConfig> {
  private static final int DEFAULT_LIMIT = 2_000;

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/history", this::points, Parameter.STEP, Parameter.LIMIT);
  }

  private void points(Context ctx) {
    String label = Parameter.STEP.of(ctx).orElse(HistoryStep.MINUTE.label());
    HistoryStep step =
        HistoryStep.of(label)
            .orElseThrow(
                () ->
                    new BadRequestResponse(
                        "step is \"" + label + "\"; expected minute, hour or day"));
    int limit = Parameter.limit(ctx, DEFAULT_LIMIT, PostRoutes.MAX_LIMIT);
    JsonArray.write(ctx, history.points(step, limit, ClusterPosts.PAGE_BYTES));
  }
}
