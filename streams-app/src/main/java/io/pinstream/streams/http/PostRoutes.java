// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.PostPage;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostFilter;
import io.pinstream.streams.post.Table;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * {@code /api/posts} and {@code /api/posts/{ind}}: the joined posts, byte for byte as in the topic.
 * A list that may go on says where: in a {@code Link} header, {@code rel="next"}. So does a search,
 * which looks through what half a second lets it, whether it has found something or not. {@code
 * /api/live/newest}: the last posts, newest first.
 */
public record PostRoutes(ClusterPosts posts, ClusterNewest newest)
    implements Consumer<JavalinConfig> {
  static final int DEFAULT_LIMIT = 50;
  // A page is built in memory; more are had with ?after=.
  static final int MAX_LIMIT = 10_000;
  // The owner of the post's partition is away, and another instance's copy may be a little behind.
  private static final String FROM_COPY = "Pinstream-From-Standby";

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        "/api/posts",
        this::list,
        Parameter.AFTER,
        Parameter.LIMIT,
        Parameter.COUNTRY,
        Parameter.CATEGORY,
        Parameter.YEAR,
        Parameter.TEXT);
    config.routes.get("/api/posts/{ind}", this::one);
    config.routes.get("/api/live/newest", ctx -> JsonArray.write(ctx, newest.posts()));
  }

  private void one(Context ctx) {
    long index = Parameter.number("ind", ctx.pathParam("ind"));
    ClusterPosts.Found found = posts.get(index);
    if (found.fromCopy()) {
      ctx.header(FROM_COPY, "true");
    }
    Post post = found.post();
    if (!post.complete()) {
      throw new NotFoundResponse("there is no post " + index + ": " + missing(post));
    }
    ctx.contentType(ContentType.APPLICATION_JSON).result(post.json());
  }

  private static String missing(Post post) {
    return post.isEmpty()
        ? "none of its rows has come"
        : Arrays.stream(Table.values())
            .filter(table -> post.row(table) == null)
            .map(Table::label)
            .collect(Collectors.joining(" and ", "it waits for its row of ", ""));
  }

  private void list(Context ctx) {
    PostFilter filter = Parameter.filter(ctx);
    int limit = Parameter.limit(ctx, DEFAULT_LIMIT, MAX_LIMIT);
    Optional<Long> after = Parameter.AFTER.numberOf(ctx);
    PostPage page =
        after.equals(Optional.of(Long.MAX_VALUE))
            ? PostPage.NOTHING
            : posts.page(after.map(index -> index + 1).orElse(Long.MIN_VALUE), limit, filter);
    if (page.end() != Long.MAX_VALUE) {
      ctx.header(
          Header.LINK,
          "</api/posts?after=%s&limit=%s%s>; rel=\"next\""
              .formatted(page.end(), limit, filter.query()));
    }
    JsonArray.write(ctx, page.posts().stream().map(Post::json).toList());
  }
}
