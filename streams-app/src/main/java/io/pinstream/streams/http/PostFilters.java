// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.pinstream.streams.post.PostFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads which posts are asked about from a request's parameters. */
final class PostFilters {
  /** Those that the answers know. */
  static final Set<String> OF_QUESTIONS = Set.of("country", "category", "year");

  // Other instances are asked by URLs, whose length is bounded.
  private static final int MAX_LENGTH = 1000;
  private static final int LAST_YEAR = 9999;

  private PostFilters() {}

  /**
   * The filter of a request that has no other parameters than these: one that is misspelt must not
   * pass for none.
   */
  static PostFilter of(Context ctx, Set<String> allowed) {
    checkParameters(ctx, allowed);
    return of(ctx);
  }

  /** Refuses a request with other parameters than these. */
  static void checkParameters(Context ctx, Set<String> allowed) {
    for (var parameter : ctx.queryParamMap().entrySet()) {
      check(parameter.getKey(), parameter.getValue(), allowed);
    }
  }

  /** The filter of a request. */
  static PostFilter of(Context ctx) {
    return new PostFilter(
        text(ctx, "country"),
        text(ctx, "category"),
        text(ctx, "year").map(PostFilters::year),
        text(ctx, "text"));
  }

  private static void check(String name, List<String> values, Set<String> allowed) {
    if (!allowed.contains(name)) {
      throw new BadRequestResponse(
          "there is no parameter \""
              + name
              + "\"; expected "
              + (allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed))));
    }
    if (values.size() > 1) {
      throw new BadRequestResponse(name + " is given " + values.size() + " times; expected once");
    }
  }

  private static Optional<String> text(Context ctx, String name) {
    Optional<String> text = Optional.ofNullable(ctx.queryParam(name));
    text.ifPresent(
        value -> {
          if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new BadRequestResponse(
                name
                    + (value.isBlank() ? " is empty" : " has " + value.length() + " characters")
                    + "; expected 1 to "
                    + MAX_LENGTH);
          }
        });
    return text;
  }

  private static int year(String text) {
    long year = Parameters.number("year", text);
    if (year < 0 || year > LAST_YEAR) {
      throw new BadRequestResponse("year is " + year + "; expected 0 to " + LAST_YEAR);
    }
    return (int) year;
  }
}
