// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.streams.Rows;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a real app, looked at and sent back over its API. */
class DeadLettersTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Cluster cluster;
  @TempDir private Path folder;

  @BeforeAll
  static void open() throws Exception {
    cluster = new Cluster();
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @Test
  void areSentBackOnceWhenTheCauseIsMended() throws Exception {
    create("back");
    // Raw rows in topics that are said to be clean: the cause is a setting.
    try (RunningApp app = start("back", Map.of())) {
      cluster.send("back.pin", "7", Rows.rawPin(7, "t"));
      cluster.send("back.geo", "7", Rows.rawGeo(7, "Chad"));
      cluster.send("back.user", "7", Rows.user(7, 30));
      cluster.send("back.user", "8", "no row at all");
      cluster.flush();
      await().until(() -> letters(app, "").size() == 3);
    }
    RunningApp.reset(cluster.servers(), "back", folder.resolve("one")).run(false);
    try (RunningApp app = start("back", Map.of("inputs", "raw"));
        RunningApp other = start("back", Map.of("inputs", "raw"), "other")) {
      other.awaitReady();
      await().until(() -> letters(app, "").size() == 4);
      String newest = letters(app, "?limit=1").get(0).get("value").asText();
      assertThat(newest).isEqualTo("no row at all");
      String first =
          "{\"letters\":[{\"partition\":0,\"offset\":" + offsetOf(app, "back.pin") + "}]}";
      JsonNode sent = post(app, first);
      assertThat(sent.at("/letters/0/outcome").asText()).isEqualTo("sent");
      assertThat(post(app, first).at("/letters/0/outcome").asText()).isEqualTo("sent-before");
      assertThat(post(other, first).at("/letters/0/outcome").asText())
          .as("by another instance")
          .isEqualTo("sent-before");
      List<ConsumerRecord<String, String>> rows = cluster.read("back.pin");
      assertThat(rows).hasSize(2);
      assertThat(rows.get(1).value()).isEqualTo(rows.get(0).value());
      assertThat(rows.get(1).key()).isEqualTo("7");
      assertThat(rows.get(1).timestamp()).isEqualTo(rows.get(0).timestamp());
      assertThat(rows.get(1).headers()).isEmpty();
      assertThat(find(app, "back.pin").get("sent_back").asBoolean()).isTrue();
      assertThat(find(app, "back.geo").get("sent_back").asBoolean()).isFalse();
    }
  }

  @Test
  void areAsYoungAsTheyAreHoweverOldTheirRecordsAre() throws Exception {
    create("old");
    try (RunningApp app = start("old", Map.of())) {
      cluster.send("old.pin", "no index", "no row", 12_345);
      cluster.flush();
      await().until(() -> letters(app, "").size() == 1);
      assertThat(cluster.read("old.dlq").get(0).timestamp())
          .isCloseTo(System.currentTimeMillis(), within(Duration.ofMinutes(5).toMillis()));
      assertThat(letters(app, "").get(0).get("time").asText())
          .isEqualTo("1970-01-01T00:00:12.345Z");
      String all = "{\"letters\":[{\"partition\":0,\"offset\":" + offsetOf(app, "old.pin") + "}]}";
      assertThat(post(app, all).at("/letters/0/outcome").asText()).isEqualTo("sent");
      assertThat(cluster.read("old.pin").get(1).timestamp()).isEqualTo(12_345);
      for (String fault : List.of(all + " and more", all.replace("0,", "0.9,"))) {
        assertThat(status(app, fault)).as(fault).isEqualTo(400);
      }
    }
  }

  /** However many ask for the same at once, to whichever instance. */
  @Test
  void areSentBackOnceByWhomeverTheyAreAskedOf() throws Exception {
    create("crowd");
    try (RunningApp app = start("crowd", Map.of());
        RunningApp other = start("crowd", Map.of(), "other")) {
      other.awaitReady();
      for (int i = 0; i < 20; i++) {
        cluster.send("crowd.pin", "x" + i, "no row " + i);
      }
      cluster.flush();
      await().until(() -> letters(app, "?limit=50").size() == 20);
      List<String> places = new ArrayList<>();
      letters(app, "?limit=50")
          .forEach(each -> places.add("{\"partition\":0,\"offset\":" + each.get("offset") + "}"));
      String all = "{\"letters\":[" + String.join(",", places) + "]}";
      List<Integer> statuses =
          IntStream.range(0, 6)
              .parallel()
              .mapToObj(i -> status(i % 2 == 0 ? app : other, all))
              .toList();
      assertThat(statuses).contains(200).isSubsetOf(200, 502, 503);
      post(app, all);
      List<String> values =
          cluster.read("crowd.pin").stream().skip(20).map(ConsumerRecord::value).toList();
      assertThat(values)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 20).mapToObj(i -> "no row " + i).toList());
    }
  }

  @Test
  void areShownWithReasonOriginAndBytes() throws Exception {
    create("shown");
    try (RunningApp app = start("shown", Map.of())) {
      for (int i = 0; i < 30; i++) {
        cluster.send("shown.geo", "k" + i, "{\"n\":" + i + "}");
        cluster.flush();
        // Each in a transaction of its own: gaps between them.
        int most = i + 1;
        if (i % 10 == 0) {
          await().until(() -> letters(app, "?limit=100").size() == most);
        }
      }
      await().until(() -> letters(app, "?limit=100").size() == 30);
      JsonNode newest = letters(app, "?limit=2");
      assertThat(newest).hasSize(2);
      assertThat(newest.get(0).get("key").asText()).isEqualTo("k29");
      assertThat(newest.get(0).get("reason").asText()).startsWith("bad-key: ");
      assertThat(newest.get(0).at("/origin/topic").asText()).isEqualTo("shown.geo");
      assertThat(newest.get(0).at("/origin/offset").asInt()).isEqualTo(29);
      assertThat(newest.get(0).get("bytes").asInt()).isEqualTo(8);
      String before = newest.get(1).get("offset").asText();
      JsonNode next = letters(app, "?partition=0&limit=3&before=" + before);
      assertThat(next.findValuesAsText("key")).containsExactly("k27", "k26", "k25");
      HttpResponse<String> value = get(app, "/api/dead-letters/0/" + before);
      assertThat(value.body()).isEqualTo("{\"n\":28}");
      assertThat(value.headers().firstValue("Content-Type")).contains("application/octet-stream");
      assertThat(get(app, "/api/dead-letters/0/999999").statusCode()).isEqualTo(404);
      assertThat(get(app, "/api/dead-letters/3/0").statusCode()).isEqualTo(404);
      assertThat(get(app, "/api/dead-letters?before=3").statusCode()).isEqualTo(400);
      assertThat(get(app, "/api/dead-letters?limit=0").statusCode()).isEqualTo(400);
      assertLargeOnesAreListed(app);
    }
  }

  /** Two hundred together are more than the heap holds, and than can be read while one waits. */
  private static void assertLargeOnesAreListed(RunningApp app) throws Exception {
    Headers odd =
        new RecordHeaders().add("dlq.reason", null).add("dlq.offset", "x".getBytes(UTF_8));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", cluster.servers(),
                "compression.type", "lz4",
                "max.request.size", "5000000"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < 200; i++) {
        byte[] value = "x".repeat(1_000_000 + i * 15_000).getBytes(UTF_8);
        var unused = producer.send(new ProducerRecord<>("shown.dlq", 0, null, null, value, odd));
      }
      producer.flush();
    }
    JsonNode newest = letters(app, "?limit=1");
    assertThat(newest).hasSize(1);
    assertThat(newest.get(0).get("bytes").asInt()).isEqualTo(3_985_000);
    assertThat(newest.get(0).get("value").asText()).hasSize(300);
    assertThat(newest.get(0).at("/origin/offset").asInt()).isEqualTo(-1);
    List<Integer> offsets = new ArrayList<>(List.of(newest.get(0).get("offset").asInt()));
    while (offsets.size() < 10) {
      JsonNode more =
          letters(app, "?partition=0&limit=200&before=" + offsets.get(offsets.size() - 1));
      assertThat(more).hasSizeBetween(1, 3);
      more.forEach(letter -> offsets.add(letter.get("offset").asInt()));
    }
    assertThat(offsets)
        .isEqualTo(IntStream.range(0, offsets.size()).mapToObj(i -> offsets.get(0) - i).toList());
  }

  @Test
  void areNotSentForWhomeverComesAlong() throws Exception {
    create("closed");
    String one = "{\"letters\":[{\"partition\":0,\"offset\":0}]}";
    try (RunningApp app = new RunningApp(cluster.servers(), "closed", folder)) {
      app.awaitReady();
      assertThat(app.json("/api/dead-letters").get("may_send_back").asBoolean()).isFalse();
      HttpResponse<String> refused = send(request(app, one));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("http.token");
    }
    try (RunningApp app = start("closed", Map.of())) {
      assertThat(
              send(HttpRequest.newBuilder(at(app)).POST(BodyPublishers.ofString(one))).statusCode())
          .as("without the token")
          .isEqualTo(401);
      assertThat(send(request(app, one).setHeader("Content-Type", "text/plain")).statusCode())
          .as("what a form of another site may send")
          .isEqualTo(415);
      assertThat(send(request(app, one).header("Sec-Fetch-Site", "cross-site")).statusCode())
          .isEqualTo(403);
      for (String wrong :
          List.of("", "{}", "[]", "null", "{\"letters\":[]}", "{\"letters\":[{\"offset\":1}]}")) {
        assertThat(send(request(app, wrong)).statusCode()).as(wrong).isEqualTo(400);
      }
      assertThat(post(app, one).at("/letters/0/outcome").asText()).isEqualTo("not-there");
    }
  }

  private static void create(String userId) throws Exception {
    for (String table : List.of("pin", "geo", "user")) {
      cluster.create(userId + "." + table, 1);
    }
  }

  private RunningApp start(String userId, Map<String, String> more) throws Exception {
    return start(userId, more, "one");
  }

  private RunningApp start(String userId, Map<String, String> more, String name) throws Exception {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("http.token", TOKEN);
    settings.put("num.stream.threads", "1");
    RunningApp app = new RunningApp(cluster.servers(), userId, folder.resolve(name), settings);
    app.awaitReady();
    return app;
  }

  private static JsonNode letters(RunningApp app, String query) throws Exception {
    HttpResponse<String> response = get(app, "/api/dead-letters" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return RunningApp.parse(response.body()).get("letters");
  }

  private static JsonNode find(RunningApp app, String topic) throws Exception {
    for (JsonNode letter : letters(app, "?limit=100")) {
      if (letter.at("/origin/topic").asText().equals(topic)) {
        return letter;
      }
    }
    throw new AssertionError("no letter of " + topic);
  }

  private static String offsetOf(RunningApp app, String topic) throws Exception {
    return find(app, topic).get("offset").asText();
  }

  private static JsonNode post(RunningApp app, String body) throws Exception {
    HttpResponse<String> response = send(request(app, body));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return RunningApp.parse(response.body());
  }

  private static int status(RunningApp app, String body) {
    try {
      return send(request(app, body)).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI at(RunningApp app) {
    return URI.create(app.url() + "/api/dead-letters/send-back");
  }

  private static HttpRequest.Builder request(RunningApp app, String body) {
    return HttpRequest.newBuilder(at(app))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)));
  }

  private static HttpResponse<String> get(RunningApp app, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .header("Authorization", "Bearer " + TOKEN));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }
}
