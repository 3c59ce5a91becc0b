// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.pinstream.streams.live.LocalPosts;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code /api/posts} and {@code /api/posts/{ind}}: the joined posts, byte for byte as in the topic.
 */
public final class PostRoutes implements Consumer<JavalinConfig> {
  private static final int DEFAULT_LIMIT = 50;
  // A page is built in memory; more are had with ?after=.
  private static final int MAX_LIMIT = 10_000;

  private final Supplier<Optional<LocalPosts>> posts;
  private final BooleanSupplier allHere;

  /**
   * The routes.
   *
   * @param posts empty until the streams run
   * @param allHere whether this instance has all partitions
   */
  public PostRoutes(Supplier<Optional<LocalPosts>> posts, BooleanSupplier allHere) {
    this.posts = posts;
    this.allHere = allHere;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/api/posts", this::list);
    config.routes.get("/api/posts/{ind}", this::one);
  }

  private void one(Context ctx) {
    String text = ctx.pathParam("ind");
    long index = parse("ind", text);
    LocalPosts local = running();
    Optional<String> otherServer = local.otherServer(index);
    if (otherServer.isPresent()) {
      ctx.redirect("http://" + otherServer.get() + ctx.path(), HttpStatus.TEMPORARY_REDIRECT);
      return;
    }
    byte[] post =
        local
            .get(index)
            .orElseThrow(
                () ->
                    new NotFoundResponse(
                        "there is no post " + index + ": not all of its three parts have arrived"));
    ctx.contentType(ContentType.APPLICATION_JSON).result(post);
  }

  private void list(Context ctx) {
    LocalPosts local = running();
    if (!allHere.getAsBoolean()) {
      throw new ServiceUnavailableResponse(
          "not all partitions are at this instance; /api/posts/{ind} finds single posts anywhere");
    }
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
        .result(JsonArray.of(local.list(after, (int) limit)));
  }

  private LocalPosts running() {
    return posts
        .get()
        .orElseThrow(
            () -> new ServiceUnavailableResponse("the streams have not started; see /readyz"));
  }

  private static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is \"" + text + "\"; expected a whole number");
    }
  }
}
