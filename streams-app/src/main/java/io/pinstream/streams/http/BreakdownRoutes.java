// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.answers.Breakdown;
import io.pinstream.streams.instances.ClusterAnswers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code /api/countries/{country}}: a country's posts by category; {@code
 * /api/categories/{category}}: a category's posts by country. Both of posts that name both.
 */
public final class BreakdownRoutes implements Consumer<JavalinConfig> {
  private final ClusterAnswers answers;

  public BreakdownRoutes(ClusterAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/countries/{country}", ctx -> write(ctx, Breakdown.COUNTRY_BY_CATEGORY));
    config.routes.get(
        "/api/categories/{category}", ctx -> write(ctx, Breakdown.CATEGORY_BY_COUNTRY));
  }

  private void write(Context ctx, Breakdown breakdown) {
    String value = ctx.pathParam(breakdown.whole());
    List<Map<String, Object>> parts = breakdown.of(value, answers.sum(Breakdown.QUESTION));
    if (parts.isEmpty()) {
      throw new NotFoundResponse(
          "no post that names a "
              + breakdown.part()
              + " has the "
              + breakdown.whole()
              + " \""
              + value
              + "\"");
    }
    ctx.json(parts);
  }
}
