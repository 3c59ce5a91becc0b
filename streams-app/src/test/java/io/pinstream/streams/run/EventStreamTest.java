// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.Rows;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stream of events with listeners as there are: some never leave, some never read. */
@ExtendWith(SharedCluster.class)
class EventStreamTest {
  @TempDir private Path folder;

  @Test
  void endsWithTheAppWhoeverListens(Cluster cluster) throws Exception {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    Thread reader;
    try (RunningApp app = new RunningApp(cluster.servers(), "ending", folder)) {
      reader = listen(app, lines);
      for (String event : List.of("stats", "rate", "categories", "quality", "health", "waiting")) {
        await().until(() -> lines.contains("event: " + event));
      }
    }
    reader.join(Duration.ofSeconds(10).toMillis());
    assertThat(reader.isAlive()).isFalse();
  }

  @Test
  void waitsForNobodyWhoDoesNotRead(Cluster cluster) throws Exception {
    try (RunningApp app = new RunningApp(cluster.servers(), "deaf-listener", folder);
        Socket deaf = connect(app)) {
      for (String input : List.of("deaf-listener.pin", "deaf-listener.geo", "deaf-listener.user")) {
        cluster.create(input, 1);
      }
      app.awaitReady();
      String text = "x".repeat(500_000);
      Queue<String> lines = new ConcurrentLinkedQueue<>();
      Thread reader = listen(app, lines);
      for (int ind = 1; ind <= 40; ind++) {
        send(cluster, ind, text);
      }
      cluster.flush();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> app.json("/api/stats").get("joined").asInt() == 40);
      // What lies in the deaf one's buffers by now is less than what it was sent.
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(20))
          .until(() -> lines.stream().filter("event: stats"::equals).count() > 3);
      send(cluster, 100, "the last");
      cluster.flush();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> lines.stream().anyMatch(line -> line.contains("\"the last\"")));
      assertThat(deaf.isConnected()).isTrue();
      assertThat(reader.isAlive()).isTrue();
    }
  }

  private static void send(Cluster cluster, int ind, String title) {
    String key = Integer.toString(ind);
    cluster.send("deaf-listener.pin", key, Rows.pin(ind, title));
    cluster.send("deaf-listener.geo", key, Rows.geo(ind, "Chad"));
    cluster.send("deaf-listener.user", key, Rows.user(ind, 30));
  }

  private static Socket connect(RunningApp app) throws Exception {
    URI url = URI.create(app.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket
        .getOutputStream()
        .write(
            "GET /api/events HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(url.getAuthority())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Thread listen(RunningApp app, Queue<String> lines) throws Exception {
    Socket socket = connect(app);
    Thread reader =
        new Thread(
            () -> {
              try (socket;
                  BufferedReader stream =
                      new BufferedReader(
                          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                stream.lines().forEach(lines::add);
              } catch (Exception e) {
                lines.add("ended by " + e);
              }
            },
            "listener");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }
}
