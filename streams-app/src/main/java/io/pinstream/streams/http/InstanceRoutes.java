// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.ClusterPosts;
import io.pinstream.streams.instances.LocalPosts;
import io.pinstream.streams.instances.PostPage;
import io.pinstream.streams.instances.RestrictedAnswers;
import io.pinstream.streams.post.Post;
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
public record InstanceRoutes(
    ClusterAnswers answers,
    Supplier<LocalPosts> posts,
    ClusterNewest newest,
    List<ClusterFigures> figures)
    implements Consumer<JavalinConfig> {
  private static final String TEXT = "text/plain; charset=utf-8";

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get(
        ClusterAnswers.VERSION_PATH, ctx -> ctx.contentType(TEXT).result(answers.ownVersion()));
    config.routes.get(ClusterAnswers.path("{number}", "{partitions}"), this::sum);
    config.routes.get(
        RestrictedAnswers.path("{number}", "{partition}"),
        this::restricted,
        Parameter.FROM,
        Parameter.COUNTRY,
        Parameter.CATEGORY,
        Parameter.YEAR);
    config.routes.get(
        "/instance/posts",
        this::page,
        Parameter.PARTITIONS,
        Parameter.FROM,
        Parameter.LIMIT,
        Parameter.COUNTRY,
        Parameter.CATEGORY,
        Parameter.YEAR,
        Parameter.TEXT);
    config.routes.get("/instance/posts/{ind}", this::post, Parameter.PARTITION, Parameter.COPY);
    config.routes.get(ClusterNewest.PATH, ctx -> ctx.contentType(TEXT).result(newest.ownLines()));
    for (ClusterFigures each : figures) {
      config.routes.get(each.path(), ctx -> ctx.json(each.own()));
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
                Parameter.partition(ctx.pathParam("partition")),
                Parameter.number("from", Parameter.FROM.requiredOf(ctx)),
                Parameter.filter(ctx));
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(sum);
  }

  private void page(Context ctx) {
    PostPage page =
        posts
            .get()
            .page(
                partitions(Parameter.PARTITIONS.requiredOf(ctx)),
                Parameter.number("from", Parameter.FROM.requiredOf(ctx)),
                Parameter.limit(ctx, PostRoutes.DEFAULT_LIMIT, PostRoutes.MAX_LIMIT),
                ClusterPosts.PAGE_BYTES,
                Parameter.filter(ctx));
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(page.write());
  }

  private void post(Context ctx) {
    Post post =
        posts
            .get()
            .get(
                Parameter.number("ind", ctx.pathParam("ind")),
                Parameter.partition(Parameter.PARTITION.requiredOf(ctx)),
                Boolean.parseBoolean(Parameter.COPY.requiredOf(ctx)));
    ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(post.stored());
  }

  private static Set<Integer> partitions(String text) {
    // How many there may be is bounded by the length of a request's head.
    return Arrays.stream(text.split(",", -1)).map(Parameter::partition).collect(Collectors.toSet());
  }
}
