// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import io.pinstream.rest.rows.Json;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the web server refuses before it comes to a route, as the other errors are told. */
final class ServerErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error_code", status);
    body.put("message", "HTTP " + status + " " + message);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.KAFKA_V2);
    response.write(true, ByteBuffer.wrap(Json.write(body)), callback);
  }
}
