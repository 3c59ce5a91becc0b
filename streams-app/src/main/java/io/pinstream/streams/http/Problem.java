// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an error as RFC 9457 asks. */
final class Problem {
  static final String CONTENT_TYPE = "application/problem+json";

  private Problem() {}

  static void write(Context ctx, HttpStatus status, String detail) {
    Map<String, Object> problem = of(status, detail);
    problem.put("instance", ctx.path());
    ctx.status(status).json(problem).contentType(CONTENT_TYPE);
  }

  static Map<String, Object> of(HttpStatus status, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getMessage());
    problem.put("status", status.getCode());
    problem.put("detail", detail);
    return problem;
  }
}
