// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinstream.streams.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes as a request to the app's servers, for people and for other instances: an answer that is no
 * failure of the app's, or the end of the connection, and either soon. Where the first line is only
 * {@code METHOD PATH}, the rest is a body with the right head before it.
 */
@Timeout(20)
class AppRequestsFuzzTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final int PATIENCE_MS = 10_000;

  @TempDir private static Path state;
  private static Cluster cluster;
  private static RunningApp app;
  private static List<URI> servers;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    for (String topic : List.of("pin", "geo", "user")) {
      cluster.create("ada." + topic, 1);
    }
    cluster.send("ada.pin", "7", Rows.pin(7, "t"));
    cluster.send("ada.geo", "7", Rows.geo(7, "Chad"));
    cluster.send("ada.user", "7", Rows.user(7, 30));
    cluster.send("ada.user", "8", "no row");
    cluster.flush();
    app = new RunningApp(cluster.servers(), "ada", state, Map.of("http.token", TOKEN));
    app.awaitReady();
    servers = List.of(URI.create(app.url()), URI.create(app.instanceUrl()));
  }

  @AfterAll
  static void stop() {
    app.close();
    cluster.close();
  }

  @FuzzTest
  void everyRequestIsAnsweredOrItsConnectionEnds(byte[] input) throws IOException {
    for (URI server : servers) {
      String answer = exchange(server, request(input));
      assertThat(answer).doesNotContainPattern("(?m)^HTTP/1.1 500");
      assertThat(answer)
          .satisfiesAnyOf(
              text -> assertThat(text).isEmpty(), text -> assertThat(text).startsWith("HTTP/1.1 "));
    }
  }

  private static byte[] request(byte[] input) throws IOException {
    String text = new String(input, ISO_8859_1);
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    if (line.contains(" HTTP/") || line.chars().filter(c -> c == ' ').count() != 1) {
      return input;
    }
    String body = end < 0 ? "" : text.substring(end + 1);
    return (line
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + TOKEN
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  private static String exchange(URI server, byte[] request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[65_536];
        // The stream of events has no end.
        for (int n = in.read(buffer); n >= 0 && !isEvents(answer); n = in.read(buffer)) {
          answer.write(buffer, 0, n);
        }
      } catch (SocketException e) {
        // The server has read enough to know that it wants no more: a reset can overtake its
        // answer.
      }
      return answer.toString(ISO_8859_1);
    }
  }

  private static boolean isEvents(ByteArrayOutputStream answer) {
    return answer.toString(ISO_8859_1).contains("text/event-stream");
  }
}
