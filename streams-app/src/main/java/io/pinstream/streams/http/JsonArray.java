// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Puts JSON texts into a JSON array. */
final class JsonArray {
  private JsonArray() {}

  /** Answers with them. */
  static void write(Context ctx, List<byte[]> elements) {
    ctx.contentType(ContentType.APPLICATION_JSON).result(of(elements));
  }

  static byte[] of(List<byte[]> elements) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.write(',');
      }
      json.writeBytes(elements.get(i));
    }
    json.write(']');
    return json.toByteArray();
  }
}
