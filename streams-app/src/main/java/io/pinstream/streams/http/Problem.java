// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An error as RFC 9457 has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, String instance) {
  private static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Problem(HttpStatus status, String detail, String instance) {
    this("about:blank", status.getMessage(), status.getCode(), detail, instance);
  }

  static void write(Context ctx, HttpStatus status, String detail) {
    ctx.status(status).json(new Problem(status, detail, ctx.path())).contentType(CONTENT_TYPE);
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
    Problem problem = new Problem(status, "the request was refused before it was looked at", null);
    response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(problem)), callback);
    return true;
  }
}
