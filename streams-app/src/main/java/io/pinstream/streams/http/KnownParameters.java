// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Refuses other parameters than those of a call: one that is misspelt must not pass for none. */
public final class KnownParameters implements Consumer<JavalinConfig> {
  // Those that take a filter look at their parameters themselves.
  private static final Map<String, Set<String>> OF_CALLS =
      Map.of(
          "/api/history", Set.of("step", "limit"),
          "/api/countries/{country}", Set.of(),
          "/api/categories/{category}", Set.of());

  @Override
  public void accept(JavalinConfig config) {
    OF_CALLS.forEach(
        (path, known) ->
            config.routes.beforeMatched(path, ctx -> PostFilters.checkParameters(ctx, known)));
  }
}
