// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;

/** Puts JSON texts into a JSON array. */
final class JsonArray {
  private JsonArray() {}

  /** Answers with them. */
  static void write(Context ctx, List<byte[]> elements) {
    ctx.contentType(ContentType.APPLICATION_JSON).result(of(elements));
  }

  static String of(List<byte[]> elements) {
    return elements.stream()
        .map(element -> new String(element, UTF_8))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
