// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.JsonPost;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /api/posts} and {@code /api/posts/{ind}}: the joined posts, byte for byte as in the topic.
 */
public final class PostRoutes implements Consumer<JavalinConfig> {
  private static final int DEFAULT_LIMIT = 50;
  // A page is built in memory; more are had with ?after=.
  private static final int MAX_LIMIT = 10_000;
  // The owner of the post's partition is away, and another instance's copy may be a little behind.
  private static final String FROM_COPY = "Pinstream-From-Standby";

  private final ClusterPosts posts;

  public PostRoutes(ClusterPosts posts) {
    this.posts = posts;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/posts", this::list);
    config.routes.get("/api/posts/{ind}", this::one);
  }

  private void one(Context ctx) {
    String text = ctx.pathParam("ind");
    long index = parse("ind", text);
    ClusterPosts.Found found = posts.get(index);
    if (found.fromCopy()) {
      ctx.header(FROM_COPY, "true");
    }
    JsonPost post =
        found
            .post()
            .orElseThrow(
                () ->
                    new NotFoundResponse(
                        "there is no post " + index + ": not all of its three parts have arrived"));
    ctx.contentType(ContentType.APPLICATION_JSON).result(post.json());
  }

  private void list(Context ctx) {
    long after =
        Optional.ofNullable(ctx.queryParam("after"))
            .map(text -> parse("after", text))
            .orElse(Long.MIN_VALUE);
    long limit =
        Optional.ofNullable(ctx.queryParam("limit"))
            .map(text -> parse("limit", text))
            .orElse((long) DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadRequestResponse(
          "limit is "
              + limit
              + "; expected 1 to "
              + MAX_LIMIT
              + ", and after=<last ind> for the next page");
    }
    ctx.contentType(ContentType.APPLICATION_JSON)
        .result(JsonArray.of(posts.list(after, (int) limit).stream().map(JsonPost::json).toList()));
  }

  static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is \"" + text + "\"; expected a whole number");
    }
  }
}
