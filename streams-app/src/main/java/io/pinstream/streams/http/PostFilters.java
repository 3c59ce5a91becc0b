// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.pinstream.streams.post.PostFilter;
import java.util.Optional;

/** Reads which posts are asked about from a request's parameters. */
final class PostFilters {
  // Other instances are asked by URLs, whose length is bounded.
  private static final int MAX_LENGTH = 1000;
  private static final int LAST_YEAR = 9999;

  private PostFilters() {}

  /** The filter of a request. */
  static PostFilter of(Context ctx) {
    return new PostFilter(
        text(ctx, Parameter.COUNTRY),
        text(ctx, Parameter.CATEGORY),
        text(ctx, Parameter.YEAR).map(PostFilters::year),
        text(ctx, Parameter.TEXT));
  }

  private static Optional<String> text(Context ctx, Parameter parameter) {
    Optional<String> text = parameter.of(ctx);
    text.ifPresent(
        value -> {
          if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new BadRequestResponse(
                parameter
                    + (value.isBlank() ? " is empty" : " has " + value.length() + " characters")
                    + "; expected 1 to "
                    + MAX_LENGTH);
          }
        });
    return text;
  }

  private static int year(String text) {
    long year = Parameter.number("year", text);
    if (year < 0 || year > LAST_YEAR) {
      throw new BadRequestResponse("year is " + year + "; expected 0 to " + LAST_YEAR);
    }
    return (int) year;
  }
}
