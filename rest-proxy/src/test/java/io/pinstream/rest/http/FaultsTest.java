// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault has its answer, and nothing is told to be written that is not. */
class FaultsTest {
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Proxy proxy(Map<String, String> settings) throws Exception {
    return new Proxy(cluster.servers(), "ada", settings);
  }

  private static Map<String, String> impatient(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("producer.delivery.timeout.ms", "3000");
    settings.put("producer.request.timeout.ms", "1000");
    settings.put("admin.default.api.timeout.ms", "2000");
    settings.put("admin.request.timeout.ms", "1000");
    return settings;
  }

  @Test
  void brokersThatAreAwayAreA503AndTheProxyIsNotReady() throws Exception {
    // The wait for the brokers is longer than the wait for a request that stops coming.
    try (Proxy proxy = proxy(impatient(Map.of("http.body.timeout.ms", "1000")))) {
      assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
      assertThat(proxy.get("/readyz").status()).isEqualTo(200);
      cluster.shutDownBroker();
      Answer known = proxy.post("/topics/ada.pin", records(pin(2)));
      assertThat(known.status()).isEqualTo(503);
      assertThat(known.header("Retry-After")).isEqualTo("2");
      assertThat(known.json().get("error_code").asInt()).isEqualTo(50003);
      assertThat(known.json().get("offsets").get(0).get("error_code").asInt()).isEqualTo(2);
      Answer unknown = proxy.post("/topics/ada.geo", records(geo(2)));
      assertThat(unknown.status()).isEqualTo(503);
      assertThat(unknown.header("Retry-After")).isEqualTo("2");
      Answer stream = proxy.put("/streams/streaming-ada-pin/record", "{\"Data\":" + pin(3) + "}");
      assertThat(stream.status()).isEqualTo(503);
      assertThat(stream.json().get("__type").asText()).isEqualTo("ServiceUnavailable");
      assertThat(stream.header("Retry-After")).isEqualTo("2");
      assertThat(proxy.get("/healthz").status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(proxy.get("/readyz").status()).isEqualTo(503));
    }
  }

  @Test
  void aBufferThatFillsWhileTheBrokersAreAwayLosesNothing() throws Exception {
    try (Proxy proxy =
        proxy(
            impatient(
                Map.of(
                    "producer.buffer.memory", "65536",
                    "producer.batch.size", "16384",
                    "producer.max.block.ms", "200",
                    "producer.compression.type", "none")))) {
      assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
      cluster.shutDownBroker();
      String large = pin(2).replace("Liquid Lash", "x".repeat(30_000));
      List<CompletableFuture<Answer>> answers =
          Stream.generate(() -> async(() -> proxy.post("/topics/ada.pin", records(large))))
              .limit(5)
              .toList();
      List<Answer> all = answers.stream().map(CompletableFuture::join).toList();
      assertThat(all).allMatch(answer -> answer.header("Retry-After") != null);
      // Which of the two depends on whether the broker could still say that it goes.
      assertThat(all).extracting(Answer::status).isSubsetOf(429, 503);
      // Of many rows, the first that has no room is the last that is tried.
      Answer many =
          proxy.post(
              "/topics/ada.pin",
              records("[" + large + "," + large + "," + large + "," + large + "]"));
      assertThat(many.status()).isIn(429, 503);
      assertThat(many.json().get("offsets"))
          .hasSize(4)
          .allMatch(place -> place.get("error_code").asInt() == 2);
    }
  }

  @Test
  void whoIsInProgressWhenTheProxyEndsIsAnswered() throws Exception {
    Proxy proxy = proxy(impatient(Map.of()));
    assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
    cluster.shutDownBroker();
    CompletableFuture<Answer> waiting = async(() -> proxy.post("/topics/ada.pin", records(pin(2))));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                !proxy
                    .get("/metrics")
                    .response()
                    .body()
                    .contains("pinstream_rest_request_bytes 0.0"));
    proxy.close();
    assertThat(waiting.join().status()).isEqualTo(503);
  }

  @Test
  void aClientThatStopsSendingIsA408() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.body.timeout.ms", "500"))) {
      try (SlowClient silent = new SlowClient(proxy.url(), 1000)) {
        silent.send("{\"records\"");
        assertThat(silent.answer()).contains(" 408 ").contains("\"error_code\":40801");
      }
      try (SlowClient dripping = new SlowClient(proxy.url(), 100_000)) {
        CompletableFuture<Void> drips = async(() -> dripping.drip());
        assertThat(dripping.answer()).contains(" 408 ").contains("\"error_code\":40801");
        drips.join();
      }
      assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
    }
  }

  @Test
  void manySlowClientsTakeNoThreadFromTheRest() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.threads", "16"))) {
      List<SlowClient> clients = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          SlowClient client = new SlowClient(proxy.url(), 1000);
          client.send("{");
          clients.add(client);
        }
        await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(
                () -> {
                  Answer answer = proxy.post("/topics/ada.pin", records(pin(1)));
                  assertThat(answer.status()).isEqualTo(503);
                  assertThat(answer.header("Retry-After")).isNotNull();
                });
        assertThat(proxy.get("/healthz").status()).isEqualTo(200);
        assertThat(proxy.get("/topics").status()).isEqualTo(200);
      } finally {
        for (SlowClient client : clients) {
          client.close();
        }
      }
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status())
                      .isEqualTo(200));
    }
  }

  @Test
  void requestsThatTakeAllMemoryAreFollowedByA429() throws Exception {
    try (Proxy proxy =
        proxy(Map.of("http.body.max.bytes", "8192", "http.bodies.max.bytes", "8192"))) {
      try (SlowClient first = new SlowClient(proxy.url(), 8000)) {
        first.send("x".repeat(7000));
        await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(
                () -> {
                  Answer answer = proxy.post("/topics/ada.pin", records(pin(1)));
                  assertThat(answer.status()).isEqualTo(429);
                  assertThat(answer.header("Retry-After")).isEqualTo("1");
                });
      }
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status())
                      .isEqualTo(200));
      Answer tooLarge = proxy.post("/topics/ada.pin", "x".repeat(8193));
      assertThat(tooLarge.status()).isEqualTo(413);
      assertThat(tooLarge.json().get("message").asText()).contains("http.body.max.bytes");
    }
  }

  @Test
  void aBodyWithoutALengthIsBoundedToo() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.body.max.bytes", "8192"))) {
      assertThat(chunked(proxy, records(pin(1)).getBytes(StandardCharsets.UTF_8)).status())
          .isEqualTo(200);
      assertThat(chunked(proxy, new byte[8192]).status()).isEqualTo(400);
      assertThat(chunked(proxy, new byte[8193]).status()).isEqualTo(413);
    }
  }

  private static Answer chunked(Proxy proxy, byte[] body) throws Exception {
    return proxy.send(
        HttpRequest.newBuilder(URI.create(proxy.url() + "/topics/ada.pin"))
            .header("Content-Type", Proxy.KAFKA_JSON)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  private interface Asked<T> {
    T call() throws Exception;
  }

  private static <T> CompletableFuture<T> async(Asked<T> asked) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(asked.call());
              } catch (Exception e) {
                future.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  /** Sends as much of a request as it is told to. */
  private static final class SlowClient implements AutoCloseable {
    private final Socket socket;

    SlowClient(String url, int length) throws IOException {
      URI uri = URI.create(url);
      socket = new Socket(uri.getHost(), uri.getPort());
      socket.setSoTimeout(20_000);
      send(
          "POST /topics/ada.pin HTTP/1.1\r\nHost: x\r\nContent-Type: "
              + Proxy.KAFKA_JSON
              + "\r\nContent-Length: "
              + length
              + "\r\n\r\n");
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }

    /** A byte now and then, for as long as it is read. */
    Void drip() {
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                try {
                  send("x");
                  return false;
                } catch (IOException e) {
                  return true;
                }
              });
      return null;
    }

    String answer() throws IOException {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
