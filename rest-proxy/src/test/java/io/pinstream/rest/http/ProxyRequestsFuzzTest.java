// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes as a request to the proxy: an answer that is no failure of the proxy's, or the end of the
 * connection, and either soon. Where the first line is only {@code METHOD PATH}, the rest is a body
 * with the right head before it, and an answer of 200 to it counts each of its rows once.
 */
@Timeout(20)
class ProxyRequestsFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Cluster cluster;
  private static Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
    proxy = new Proxy(cluster.servers(), "ada", Map.of());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    cluster.close();
  }

  @FuzzTest
  void everyRequestIsAnsweredOrItsConnectionEnds(byte[] input) throws IOException {
    String text = new String(input, ISO_8859_1);
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    boolean whole = line.contains(" HTTP/") || line.chars().filter(c -> c == ' ').count() != 1;
    String body = end < 0 ? "" : text.substring(end + 1);
    String answer = exchange(whole ? input : request(line, body).getBytes(ISO_8859_1));
    assertThat(answer).doesNotContainPattern("(?m)^HTTP/1.1 500");
    assertThat(answer)
        .satisfiesAnyOf(
            nothing -> assertThat(nothing).isEmpty(),
            something -> assertThat(something).startsWith("HTTP/1.1 "));
    if (!whole && line.startsWith("POST ") && answer.startsWith("HTTP/1.1 200 ")) {
      // As the proxy says of itself, a value that is an array has a row in each element.
      int rows = 0;
      for (JsonNode record : JSON.readTree(body.getBytes(ISO_8859_1)).path("records")) {
        rows += record.path("value").isArray() ? record.path("value").size() : 1;
      }
      JsonNode told = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
      assertThat(told.path("offsets")).as(answer).hasSize(rows);
    }
  }

  private static String request(String line, String body) {
    String type = line.startsWith("PUT ") ? "application/json" : Proxy.KAFKA_JSON;
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String exchange(byte[] request) throws IOException {
    try (RawClient client = new RawClient(proxy.url())) {
      try {
        client.send(request);
        client.end();
        return client.answer();
      } catch (SocketException e) {
        // The proxy has read enough to know that it wants no more: a reset can overtake its answer.
        return "";
      }
    }
  }
}
