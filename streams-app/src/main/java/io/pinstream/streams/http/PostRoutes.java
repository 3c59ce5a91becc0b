// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.JsonPost;
import io.pinstream.streams.instances.PostPage;
import io.pinstream.streams.post.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code /api/posts} and {@code /api/posts/{ind}}: the joined posts, byte for byte as in the topic.
 * A list that may go on says where: in a {@code Link} header, {@code rel="next"}.
 */
public final class PostRoutes implements Consumer<JavalinConfig> {
  private static final int TABLES = Table.values().length;
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
    JsonPost post = found.post().orElseThrow(() -> notThere(index));
    ctx.contentType(ContentType.APPLICATION_JSON).result(post.json());
  }

  private NotFoundResponse notThere(long index) {
    List<String> missing = posts.missing(index);
    return new NotFoundResponse(
        "there is no post "
            + index
            + (missing.size() == TABLES
                ? ": none of its rows has come"
                : ": it waits for its row of " + String.join(" and ", missing)));
  }

  private void list(Context ctx) {
    long after =
        Optional.ofNullable(ctx.queryParam("after"))
            .map(text -> parse("after", text))
            .orElse(Long.MIN_VALUE);
    int limit =
        Optional.ofNullable(ctx.queryParam("limit")).map(PostRoutes::limit).orElse(DEFAULT_LIMIT);
    PostPage page = posts.page(after, limit);
    if (page.end() != Long.MAX_VALUE) {
      ctx.header(
          Header.LINK, "</api/posts?after=" + page.end() + "&limit=" + limit + ">; rel=\"next\"");
    }
    ctx.contentType(ContentType.APPLICATION_JSON)
        .result(JsonArray.of(page.posts().stream().map(JsonPost::json).toList()));
  }

  static int limit(String text) {
    long limit = parse("limit", text);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadRequestResponse(
          "limit is "
              + limit
              + "; expected 1 to "
              + MAX_LIMIT
              + ", and after=<last ind> for the next page");
    }
    return (int) limit;
  }

  static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is \"" + text + "\"; expected a whole number");
    }
  }
}
