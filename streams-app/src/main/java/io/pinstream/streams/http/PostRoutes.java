// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.JsonPost;
import io.pinstream.streams.instances.PostPage;
import io.pinstream.streams.post.PostFilter;
import io.pinstream.streams.post.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code /api/posts} and {@code /api/posts/{ind}}: the joined posts, byte for byte as in the topic.
 * A list that may go on says where: in a {@code Link} header, {@code rel="next"}. So does a search,
 * which looks through what half a second lets it, whether it has found something or not.
 */
public final class PostRoutes implements Consumer<JavalinConfig> {
  private static final Set<String> PARAMETERS =
      Set.of("after", "limit", "country", "category", "year", "text");

  private static final int TABLES = Table.values().length;
  static final int DEFAULT_LIMIT = 50;
  // A page is built in memory; more are had with ?after=.
  static final int MAX_LIMIT = 10_000;
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
    long index = Parameters.number("ind", text);
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
    PostFilter filter = PostFilters.of(ctx, PARAMETERS);
    int limit = Parameters.limit(ctx, DEFAULT_LIMIT, MAX_LIMIT);
    Optional<Long> after =
        Optional.ofNullable(ctx.queryParam("after")).map(text -> Parameters.number("after", text));
    PostPage page =
        after.equals(Optional.of(Long.MAX_VALUE))
            ? PostPage.NOTHING
            : posts.page(after.map(index -> index + 1).orElse(Long.MIN_VALUE), limit, filter);
    if (page.end() != Long.MAX_VALUE) {
      ctx.header(
          Header.LINK,
          "</api/posts?after="
              + page.end()
              + "&limit="
              + limit
              + filter.query()
              + ">; rel=\"next\"");
    }
    ctx.contentType(ContentType.APPLICATION_JSON)
        .result(JsonArray.of(page.posts().stream().map(JsonPost::json).toList()));
  }
}
