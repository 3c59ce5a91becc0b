// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.instances.ClusterAnswers;
import io.pinstream.streams.instances.ClusterFigures;
import io.pinstream.streams.instances.ClusterNewest;
import io.pinstream.streams.instances.LocalPosts;
import io.pinstream.streams.instances.RestrictedAnswers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code /instance/...}: what instances ask each other. Each speaks of its own partitions only and
 * asks nobody.
 */
public record InstanceRoutes(
    ClusterAnswers answers, LocalPosts posts, ClusterNewest newest, List<ClusterFigures> figures)
    implements Consumer<JavalinConfig> {
  @Override
  public void accept(JavalinConfig config) {
    tell(config, ClusterAnswers.VERSION_PATH, ctx -> answers.ownVersion().getBytes(UTF_8));
    config.routes.get(ClusterAnswers.path("{number}", "{partitions}"), this::sum);
    tell(
        config,
        RestrictedAnswers.path("{number}", "{partition}"),
        this::restricted,
        Parameter.FROM,
        Parameter.COUNTRY,
        Parameter.CATEGORY,
        Parameter.YEAR);
    tell(
        config,
        "/instance/posts",
        this::page,
        Parameter.PARTITIONS,
        Parameter.FROM,
        Parameter.LIMIT,
        Parameter.COUNTRY,
        Parameter.CATEGORY,
        Parameter.YEAR,
        Parameter.TEXT);
    tell(config, "/instance/posts/{ind}", this::post, Parameter.PARTITION, Parameter.COPY);
    config.routes.get(ClusterNewest.PATH, ctx -> ctx.json(newest.own()));
    for (ClusterFigures each : figures) {
      config.routes.get(each.path(), ctx -> ctx.json(each.own()));
    }
  }

  private static void tell(
      JavalinConfig config, String path, Function<Context, byte[]> told, Parameter... known) {
    config.routes.get(
        path,
        ctx -> ctx.contentType(ContentType.APPLICATION_OCTET_STREAM).result(told.apply(ctx)),
        known);
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

  private byte[] restricted(Context ctx) {
    return posts.sum(
        QuestionRoutes.question(ctx.pathParam("number")),
        Parameter.partition(ctx.pathParam("partition")),
        Parameter.number("from", Parameter.FROM.requiredOf(ctx)),
        Parameter.filter(ctx));
  }

  private byte[] page(Context ctx) {
    return posts
        .page(
            partitions(Parameter.PARTITIONS.requiredOf(ctx)),
            Parameter.number("from", Parameter.FROM.requiredOf(ctx)),
            Parameter.limit(ctx, PostRoutes.DEFAULT_LIMIT, PostRoutes.MAX_LIMIT),
            Parameter.filter(ctx))
        .write();
  }

  private byte[] post(Context ctx) {
    return posts
        .get(
            Parameter.number("ind", ctx.pathParam("ind")),
            Parameter.partition(Parameter.PARTITION.requiredOf(ctx)),
            Boolean.parseBoolean(Parameter.COPY.requiredOf(ctx)))
        .stored();
  }

  private static Set<Integer> partitions(String text) {
    // How many there may be is bounded by the length of a request's head.
    return Arrays.stream(text.split(",", -1)).map(Parameter::partition).collect(Collectors.toSet());
  }
}
