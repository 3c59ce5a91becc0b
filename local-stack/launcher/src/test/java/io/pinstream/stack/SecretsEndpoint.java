// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An endpoint that hands out one secret as AWS Secrets Manager does. */
final class SecretsEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicReference<Map<String, String>> secret = new AtomicReference<>(Map.of());
  private final HttpServer server;

  SecretsEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void keep(Map<String, String> values) {
    secret.set(values);
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    var asked = JSON.readTree(exchange.getRequestBody()).path("SecretId").asText();
    boolean known = asked.equals(MskProperties.SECRET);
    var answer =
        known
            ? Map.of("Name", asked, "SecretString", JSON.writeValueAsString(secret.get()))
            : Map.of("__type", "ResourceNotFoundException");
    var bytes = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(known ? 200 : 400, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
