// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes an error as RFC 9457 asks. */
final class Problem {
  private static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Problem() {}

  static void write(Context ctx, HttpStatus status, String detail) {
    Map<String, Object> problem = of(status, detail);
    problem.put("instance", ctx.path());
    ctx.status(status).json(problem).contentType(CONTENT_TYPE);
  }

  /**
   * Answers, in Jetty's place, a request that no route is asked about, such as one whose address
   * can't be read.
   */
  static boolean refuse(Request request, Response response, Callback callback)
      throws JsonProcessingException {
    HttpStatus status = HttpStatus.forStatus(response.getStatus());
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    byte[] problem =
        JSON.writeValueAsBytes(of(status, "the request was refused before it was looked at"));
    response.write(true, ByteBuffer.wrap(problem), callback);
    return true;
  }

  private static Map<String, Object> of(HttpStatus status, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getMessage());
    problem.put("status", status.getCode());
    problem.put("detail", detail);
    return problem;
  }
}
