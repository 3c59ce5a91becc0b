// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that no route is asked about, such as those whose address can't be read. */
final class RefusedRequests extends ErrorHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback)
      throws IOException {
    SecurityHeaders.HEADERS.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    byte[] problem =
        JSON.writeValueAsBytes(
            Problem.of(
                HttpStatus.forStatus(code), "the request was refused before it was looked at"));
    response.write(true, ByteBuffer.wrap(problem), callback);
  }
}
