// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.ClusterReports;
import io.pinstream.streams.instances.JsonPost;
import io.pinstream.streams.instances.LocalPosts;
import io.pinstream.streams.instances.PostPage;
import io.pinstream.streams.instances.RestrictedAnswers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code /instance/...}: what instances ask each other. Each speaks of its own partitions only and
 * asks nobody.
 */
public final class InstanceRoutes implements Consumer<JavalinConfig> {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final ClusterAnswers answers;
  private final Supplier<LocalPosts> posts;
  private final ClusterNewest newest;
  private final List<ClusterReports> reports;
  private final List<ClusterFigures> figures;

  public InstanceRoutes(
      ClusterAnswers answers,
      Supplier<LocalPosts> posts,
      ClusterNewest newest,
      List<ClusterReports> reports,
      List<ClusterFigures> figures) {
    this.answers = answers;
    this.posts = posts;
    this.newest = newest;
    this.reports = reports;
    this.figures = figures;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        "/instance/answers/version", ctx -> ctx.contentType(TEXT).result(answers.ownVersion()));
    config.routes.get(ClusterAnswers.path("{number}", "{partitions}"), this::sum);
    config.routes.get(RestrictedAnswers.path("{number}", "{partition}"), this::restricted);
    config.routes.get("/instance/posts", this::page);
    config.routes.get("/instance/posts/{ind}", this::post);
    config.routes.get(ClusterNewest.PATH, ctx -> ctx.contentType(TEXT).result(newest.ownLines()));
    for (ClusterReports each : reports) {
      config.routes.get(each.path(), ctx -> ctx.json(each.own()));
    }
    config.routes.get(
        ClusterPosts.missingPath("{ind}", "{partition}"),
        ctx -> ctx.contentType(TEXT).result(String.join(",", missing(ctx))));
    for (ClusterFigures each : figures) {
      config.routes.get("/instance/figures/" + each.name(), ctx -> ctx.json(each.own()));
    }
  }

  /** Says at once that it answers, for adding up may take longer than others wait for a sign. */
  private void sum(Context ctx) throws IOException {
    Question question = QuestionRoutes.question(ctx.pathParam("number"));
    Set<Integer> partitions = partitions(ctx.pathParam("partitions"));
    answers.checkAsked(partitions);
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM);
    ctx.res().flushBuffer();
    ctx.result(answers.ownSum(question, partitions).toBytes());
  }

  private void restricted(Context ctx) {
    byte[] sum =
        posts
            .get()
            .sum(
                QuestionRoutes.question(ctx.pathParam("number")),
                Parameters.partition(ctx.pathParam("partition")),
                Parameters.number("from", Parameters.required(ctx, "from")),
                PostFilters.of(ctx));
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(sum);
  }

  private void page(Context ctx) {
    PostPage page =
        posts
            .get()
            .page(
                partitions(Parameters.required(ctx, "partitions")),
                from(ctx),
                Parameters.limit(ctx, PostRoutes.DEFAULT_LIMIT, PostRoutes.MAX_LIMIT),
                ClusterPosts.PAGE_BYTES,
                PostFilters.of(ctx));
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(page.write());
  }

  /** The first index asked for; an instance of the version before says after which. */
  private static long from(Context ctx) {
    if (ctx.queryParam("from") != null || ctx.queryParam("after") == null) {
      return Parameters.number("from", Parameters.required(ctx, "from"));
    }
    long after = Parameters.number("after", ctx.queryParam("after"));
    return after == Long.MAX_VALUE ? after : after + 1;
  }

  private void post(Context ctx) {
    long index = Parameters.number("ind", ctx.pathParam("ind"));
    int partition = Parameters.partition(Parameters.required(ctx, "partition"));
    boolean copy = Boolean.parseBoolean(Parameters.required(ctx, "copy"));
    JsonPost post =
        posts
            .get()
            .get(index, partition, copy)
            .orElseThrow(() -> new NotFoundResponse("there is no post " + index + " here"));
    ctx.contentType(ContentType.APPLICATION_JSON).result(post.json());
  }

  private List<String> missing(Context ctx) {
    return posts
        .get()
        .missing(
            Parameters.number("ind", ctx.pathParam("ind")),
            Parameters.partition(ctx.pathParam("partition")));
  }

  private static Set<Integer> partitions(String text) {
    // How many there may be is bounded by the length of a request's head.
    return Arrays.stream(text.split(",", -1))
        .map(each -> Parameters.partition(each))
        .collect(Collectors.toSet());
  }
}
