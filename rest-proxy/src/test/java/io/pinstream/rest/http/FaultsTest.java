// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.http;

import static io.pinstream.rest.RawRows.base64;
import static io.pinstream.rest.RawRows.geo;
import static io.pinstream.rest.RawRows.pin;
import static io.pinstream.rest.RawRows.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.rest.Cluster;
import io.pinstream.rest.Proxy;
import io.pinstream.rest.Proxy.Answer;
import io.pinstream.rest.RawClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    await().atMost(Duration.ofSeconds(10)).until(() -> requestBytes(proxy) > 0);
    proxy.close();
    assertThat(waiting.join().status()).isEqualTo(503);
  }

  @Test
  void aClientThatStopsSendingIsA408() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.body.timeout.ms", "500"))) {
      try (RawClient silent = new RawClient(proxy.url())) {
        silent.send(RawClient.head("ada.pin", 1000) + "{\"records\"");
        assertThat(silent.answer()).contains(" 408 ").contains("\"error_code\":40801");
      }
      try (RawClient dripping = new RawClient(proxy.url())) {
        dripping.send(RawClient.head("ada.pin", 100_000));
        CompletableFuture<Void> drips = async(() -> drip(dripping));
        assertThat(dripping.answer()).contains(" 408 ").contains("\"error_code\":40801");
        drips.join();
      }
      assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
    }
  }

  /** A byte now and then, for as long as it is read. */
  private static Void drip(RawClient client) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                client.send("x");
                return false;
              } catch (IOException e) {
                return true;
              }
            });
    return null;
  }

  @Test
  void manySlowClientsTakeNoThreadFromTheRest() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.threads", "16"))) {
      List<RawClient> clients = new ArrayList<>();
      try {
        for (int i = 0; i < 100; i++) {
          RawClient client = new RawClient(proxy.url());
          clients.add(client);
          client.send(RawClient.head("ada.pin", 1000) + "{");
        }
        await()
            .atMost(Duration.ofSeconds(5))
            .until(() -> requestBytes(proxy) >= clients.size() * 4096);
        assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status()).isEqualTo(200);
        assertThat(proxy.get("/healthz").status()).isEqualTo(200);
        assertThat(proxy.get("/topics").status()).isEqualTo(200);
      } finally {
        for (RawClient client : clients) {
          client.close();
        }
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> requestBytes(proxy) == 0);
    }
  }

  /** How much memory requests take. */
  private static double requestBytes(Proxy proxy) throws Exception {
    return proxy
        .get("/metrics")
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith("pinstream_rest_request_bytes "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void requestsThatTakeAllMemoryAreFollowedByA429() throws Exception {
    try (Proxy proxy =
        proxy(Map.of("http.body.max.bytes", "1048576", "http.memory.max.bytes", "1048576"))) {
      try (RawClient first = new RawClient(proxy.url())) {
        first.send(RawClient.head("ada.pin", 1_048_576) + "x".repeat(1_048_575));
        await().atMost(Duration.ofSeconds(5)).until(() -> requestBytes(proxy) == 1_048_576);
        Answer answer = proxy.post("/topics/ada.pin", records(pin(1)));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(proxy.post("/topics/ada.pin", records(pin(1))).status())
                      .isEqualTo(200));
      Answer tooLarge = proxy.post("/topics/ada.pin", "x".repeat(1_048_577));
      assertThat(tooLarge.status()).isEqualTo(413);
      assertThat(tooLarge.json().get("message").asText()).contains("http.body.max.bytes");
      // A few bytes of JSON that are many in memory.
      Answer tooMuch = proxy.post("/topics/ada.pin", records("[" + "[],".repeat(100_000) + "[]]"));
      assertThat(tooMuch.status()).isEqualTo(413);
      assertThat(tooMuch.json().get("message").asText()).contains("http.memory.max.bytes");
      Answer hidden =
          proxy.post("/topics/ada.pin", records(base64("[" + "[],".repeat(100_000) + "[]]")));
      assertThat(hidden.status()).isEqualTo(413);
      assertThat(requestBytes(proxy)).isZero();
    }
  }

  @Test
  void whoIsRefusedBeforeTheWholeBodyIsThereIsToldThatTheConnectionEnds() throws Exception {
    try (Proxy proxy =
        proxy(
            Map.of(
                "http.body.max.bytes", "8192",
                "http.body.timeout.ms", "1000",
                "http.token", "0123456789abcdef-of-this-test"))) {
      for (String head :
          List.of(
              RawClient.head("ada.pin", 10_000)
                  .replace("Host:", "Authorization: Bearer 0123456789abcdef-of-this-test\r\nHost:"),
              RawClient.head("ada.pin", 1000))) {
        try (RawClient client = new RawClient(proxy.url())) {
          client.send(head + "{");
          assertThat(client.answer())
              .containsPattern("^HTTP/1.1 (413|401) ")
              .containsIgnoringCase("\r\nConnection: close\r\n");
        }
      }
    }
  }

  @Test
  void whoSendsTwiceAsMuchAsIsTakenIsToldSo() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.body.max.bytes", "1048576"))) {
      String piece = "x".repeat(65_536);
      String lasting = RawClient.head("ada.pin", 2_097_152);
      String closing = lasting.replace("Host:", "Connection: close\r\nHost:");
      try (RawClient client = new RawClient(proxy.url())) {
        for (String head : List.of(lasting, closing)) {
          client.send(head);
          for (int i = 0; i < 32; i++) {
            client.send(piece);
          }
        }
        assertThat(client.answer()).containsPattern("(?s)^HTTP/1.1 413 .*HTTP/1.1 413 ");
      }
      assertThat(requestBytes(proxy)).isZero();
    }
  }

  @Test
  void whoAsksBeforeSendingTooMuchIsRefusedAtOnce() throws Exception {
    try (Proxy proxy = proxy(Map.of("http.body.max.bytes", "8192"));
        RawClient client = new RawClient(proxy.url())) {
      client.send(
          RawClient.head("ada.pin", 10_000).replace("Host:", "Expect: 100-continue\r\nHost:"));
      assertThat(client.answer()).startsWith("HTTP/1.1 413 ");
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
}
