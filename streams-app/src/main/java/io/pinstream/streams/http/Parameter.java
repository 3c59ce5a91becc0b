// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import io.pinstream.streams.post.PostFilter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A query parameter. Each route is declared with those that it knows, and every other is refused:
 * one that is misspelt must not pass for none. Of a wrong one the caller is told what was expected.
 */
enum Parameter implements RouteRole {
  AFTER,
  BEFORE,
  CATEGORY,
  COPY,
  COUNTRY,
  FROM,
  LIMIT,
  PARTITION,
  PARTITIONS,
  STEP,
  TEXT,
  YEAR;

  // Other instances are asked by URLs, whose length is bounded.
  private static final int MAX_TEXT_LENGTH = 1000;
  private static final int LAST_YEAR = 9999;

  /** Refuses a request to a route that does not know its parameters; files know none and all. */
  static void check(Context ctx) {
    if (ctx.endpoints().matchedHttpEndpoint() == null) {
      return;
    }
    List<String> known = ctx.routeRoles().stream().map(RouteRole::toString).sorted().toList();
    ctx.queryParamMap().forEach((name, values) -> check(name, values, known));
  }

  private static void check(String name, List<String> values, List<String> known) {
    if (!known.contains(name)) {
      throw new BadRequestResponse(
          "there is no parameter \"%s\"; expected %s"
              .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
    if (values.size() > 1) {
      throw new BadRequestResponse(name + " is given " + values.size() + " times; expected once");
    }
  }

  Optional<String> of(Context ctx) {
    return Optional.ofNullable(ctx.queryParam(toString()));
  }

  Optional<Long> numberOf(Context ctx) {
    return of(ctx).map(text -> number(toString(), text));
  }

  String requiredOf(Context ctx) {
    return of(ctx)
        .orElseThrow(() -> new BadRequestResponse("the parameter " + this + " is missing"));
  }

  /** How many are asked for; as many as usual if the call does not say. */
  static int limit(Context ctx, int usual, int most) {
    long limit = LIMIT.numberOf(ctx).orElse((long) usual);
    if (limit < 1 || limit > most) {
      throw new BadRequestResponse("limit is " + limit + "; expected 1 to " + most);
    }
    return (int) limit;
  }

  /** Which posts are asked about. */
  static PostFilter filter(Context ctx) {
    return new PostFilter(
        COUNTRY.textOf(ctx),
        CATEGORY.textOf(ctx),
        YEAR.textOf(ctx).map(Parameter::year),
        TEXT.textOf(ctx));
  }

  private Optional<String> textOf(Context ctx) {
    Optional<String> text = of(ctx);
    if (text.isPresent() && (text.get().isBlank() || text.get().length() > MAX_TEXT_LENGTH)) {
      String found =
          text.get().isBlank() ? "is empty" : "has " + text.get().length() + " characters";
      throw new BadRequestResponse(
          "%s %s; expected 1 to %s".formatted(this, found, MAX_TEXT_LENGTH));
    }
    return text;
  }

  private static int year(String text) {
    long year = number("year", text);
    if (year < 0 || year > LAST_YEAR) {
      throw new BadRequestResponse("year is " + year + "; expected 0 to " + LAST_YEAR);
    }
    return (int) year;
  }

  /** The partition that a parameter of a query or of a path says. */
  static int partition(String text) {
    long number = number("partition", text);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new BadRequestResponse("partition is " + number + "; expected one of the topic's");
    }
    return (int) number;
  }

  /** The number that a parameter of a query or of a path says. */
  static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is \"" + text + "\"; expected a whole number");
    }
  }

  /** As it stands in a query. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
