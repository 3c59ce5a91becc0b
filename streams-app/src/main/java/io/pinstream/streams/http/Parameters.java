// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Optional;

/** Reads a call's parameters; of a wrong one it tells what was expected. */
final class Parameters {
  private static final int FIRST_BEYOND_ASCII = 0x80;

  private Parameters() {}

  static String required(Context ctx, String name) {
    return Optional.ofNullable(ctx.queryParam(name))
        .orElseThrow(() -> new BadRequestResponse("the parameter " + name + " is missing"));
  }

  static long number(String name, String text) {
    try {
      // Java reads the digits of other scripts too, which are no numbers in rows either.
      if (text.chars().allMatch(each -> each < FIRST_BEYOND_ASCII)) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // As below.
    }
    throw new BadRequestResponse(name + " is \"" + text + "\"; expected a whole number");
  }

  static int partition(String text) {
    long number = number("partition", text);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new BadRequestResponse("partition is " + number + "; expected one of the topic's");
    }
    return (int) number;
  }

  /** How many are asked for; as many as usual if the call does not say. */
  static int limit(Context ctx, int usual, int most) {
    String text = ctx.queryParam("limit");
    long limit = text == null ? usual : number("limit", text);
    if (limit < 1 || limit > most) {
      throw new BadRequestResponse("limit is " + limit + "; expected 1 to " + most);
    }
    return (int) limit;
  }
}
