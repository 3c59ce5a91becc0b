// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.streams.Rows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several instances share the partitions, and whichever is asked answers for all. */
@Tag("faults")
@ExtendWith(SharedCluster.class)
class SeveralInstancesTest {
  private static final int PARTITIONS = 6;
  private static final int POSTS = 60;
  private static final List<String> COUNTRIES = List.of("Chad", "Peru", "Fiji");

  private static Cluster cluster;

  @TempDir private Path folder;

  @Test
  void eachOfThreeAnswersForAll() throws Exception {
    createTopics("three");
    sendPosts("three", 0, POSTS);
    try (RunningApp one = start("three", "one")) {
      one.awaitReady();
      awaitJoined(one, POSTS);
      Map<String, String> expected = responses(one);
      try (RunningApp two = start("three", "two");
          RunningApp three = start("three", "three")) {
        List<RunningApp> all = List.of(one, two, three);
        awaitEachHasSome(all, POSTS);
        for (RunningApp each : all) {
          assertThat(responses(each)).isEqualTo(expected);
        }
        sendPosts("three", POSTS, POSTS + 10);
        for (RunningApp each : all) {
          awaitJoined(each, POSTS + 10);
        }
        cluster.send("three.geo", "3", null);
        cluster.send("three.pin", "4", null);
        cluster.flush();
        for (RunningApp each : all) {
          awaitJoined(each, POSTS + 8);
          assertThat(each.get("/api/posts/3").statusCode()).isEqualTo(404);
        }
        expected = responses(one);
        assertThat(responses(two)).isEqualTo(expected);
        assertThat(responses(three)).isEqualTo(expected);
        assertNewest(all);
        assertHealth(all);
        assertRate(all, 12);
        assertHistory(all);
        expected = responses(two);
        awaitPublished(one, "three");
      }
      awaitJoined(one, POSTS + 8);
      assertThat(responses(one)).isEqualTo(expected);
    }
    assertPublishedOnce("three");
  }

  @Test
  void saysWhichInstanceDoesNotAnswer() throws Exception {
    createTopics("deaf");
    sendPosts("deaf", 0, POSTS);
    ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String address = "127.0.0.1:" + deaf.getLocalPort();
    try (RunningApp one = start("deaf", "one");
        RunningApp two =
            new RunningApp(
                cluster.servers(),
                "deaf",
                folder.resolve("two"),
                Map.of("application.server", address))) {
      one.awaitReady();
      two.awaitReady();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertProblem(
                      one.get("/api/questions/1"),
                      504,
                      "the instance at http://" + address + " did not answer within 3 s"));
      assertProblem(one.get("/api/posts"), 504, "did not answer within 3 s");
      long start = System.nanoTime();
      assertThat(
              one.listenUntil(
                  "/api/events",
                  heard ->
                      heard.contains("\"missing\":[\"the instance at http://" + address)
                          && heard.contains("\"state\":\"RUNNING\"")))
          .as("events go on without the one that is away, and say so")
          .isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      assertThat(one.json("/api/health").findValuesAsText("problem"))
          .singleElement()
          .asString()
          .contains(address, "did not answer within");
      deaf.close();
      assertProblem(one.get("/api/questions/1"), 502, "can't be reached (ConnectException)");
      assertThat(one.get("/api/questions/1").headers().firstValue("retry-after")).isPresent();
      assertThat(one.get("/healthz").statusCode()).isEqualTo(200);
    } finally {
      deaf.close();
    }
  }

  @Test
  void standbysStepInAndAnswerMeanwhile() throws Exception {
    createTopics("standby");
    sendPosts("standby", 0, POSTS);
    Map<String, String> standby =
        Map.of("num.standby.replicas", "1", "probing.rebalance.interval.ms", "60000");
    // Where nobody listens: its own server answers under another address.
    int nowhere;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = closed.getLocalPort();
    }
    Map<String, String> hidden = new TreeMap<>(standby);
    hidden.put("application.server", "127.0.0.1:" + nowhere);
    try (RunningApp one =
        new RunningApp(cluster.servers(), "standby", folder.resolve("one"), standby)) {
      one.awaitReady();
      awaitJoined(one, POSTS);
      Map<String, String> expected = new LinkedHashMap<>();
      for (int ind = 0; ind < POSTS; ind++) {
        expected.put("/api/posts/" + ind, one.get("/api/posts/" + ind).body());
      }
      try (RunningApp two =
          new RunningApp(cluster.servers(), "standby", folder.resolve("two"), hidden)) {
        two.awaitReady();
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> {
                  int copies = 0;
                  for (Map.Entry<String, String> post : expected.entrySet()) {
                    HttpResponse<String> response = one.get(post.getKey());
                    assertThat(response.body()).isEqualTo(post.getValue());
                    copies +=
                        response.headers().firstValue("pinstream-from-standby").isPresent() ? 1 : 0;
                  }
                  assertThat(copies).as("posts that were read from a copy").isPositive();
                });
        assertProblem(one.get("/api/questions/1"), 502, "can't be reached");
      }
    }
  }

  private RunningApp start(String userId, String name) throws Exception {
    return new RunningApp(cluster.servers(), userId, folder.resolve(name));
  }

  private static void createTopics(String userId) throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      cluster.create(userId + "." + part, PARTITIONS);
    }
  }

  private static void sendPosts(String userId, int from, int to) throws Exception {
    for (int ind = from; ind < to; ind++) {
      String key = Integer.toString(ind);
      cluster.send(
          userId + ".pin",
          key,
          Rows.pin(ind, "t" + ind)
              .replace("43000", Integer.toString(1000 * (ind * 7 % 23)))
              .replace("\"art\"", ind % 3 == 0 ? "\"art\"" : "\"travel\""));
      cluster.send(
          userId + ".geo", key, Rows.geo(ind, COUNTRIES.get(ind * ind % COUNTRIES.size())));
      // Fewer users than posts, so that partitions share some.
      cluster.send(userId + ".user", key, Rows.user(ind, 18 + ind % 40 / 2));
    }
    cluster.flush();
  }

  private static void awaitJoined(RunningApp app, int posts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(
            () -> assertThat(app.json("/api/stats").get("joined").asInt()).isEqualTo(posts));
  }

  /** Waits until each instance has posts of its own, and no post is at two of them. */
  private static void awaitEachHasSome(List<RunningApp> apps, int posts) {
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(
            () -> {
              int sum = 0;
              for (RunningApp each : apps) {
                int own = each.jsonForInstances("/instance/figures/stats").get("joined").asInt();
                assertThat(own).isPositive();
                sum += own;
              }
              assertThat(sum).isEqualTo(posts);
              for (RunningApp each : apps) {
                assertThat(each.get("/readyz").statusCode()).isEqualTo(200);
                assertThat(each.get("/api/questions/1").statusCode()).isEqualTo(200);
              }
            });
  }

  private static Map<String, String> responses(RunningApp app)
      throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    for (int question = 1; question <= 8; question++) {
      paths.add("/api/questions/" + question);
    }
    paths.addAll(List.of("/api/countries/Chad", "/api/categories/art"));
    for (String restricted : List.of("country=Chad", "category=art&year=2018", "year=1999")) {
      for (String question : List.of("1", "3/leaders", "5", "6", "8")) {
        paths.add("/api/questions/" + question + "?" + restricted);
      }
    }
    paths.addAll(List.of("/api/posts?text=T1&limit=9", "/api/posts?country=Peru&category=travel"));
    paths.addAll(List.of("/api/posts", "/api/posts?limit=7&after=20", "/api/posts?limit=1000"));
    paths.addAll(List.of("/api/quality", "/api/posts/0", "/api/posts/17", "/api/posts/99999"));
    Map<String, String> responses = new LinkedHashMap<>();
    for (String path : paths) {
      HttpResponse<String> response = app.get(path);
      responses.put(path, response.statusCode() + " " + response.body());
    }
    assertThat(responses.get("/api/questions/5")).startsWith("200 [{\"age_group\"");
    assertThat(responses.get("/api/questions/5?country=Chad")).startsWith("200 [{\"age_group\"");
    assertThat(responses.get("/api/questions/1"))
        .as("the restricted answer is its rows of the whole one")
        .contains(
            responses
                .get("/api/questions/1?country=Chad")
                .replaceFirst("^200 .", "")
                .replaceFirst(".$", ""));
    assertThat(responses.get("/api/questions/1?year=1999")).isEqualTo("200 []");
    return responses;
  }

  /**
   * Whoever joined them, each instance counts what came after all were there, within two minutes.
   */
  private static void assertRate(List<RunningApp> all, int atLeast) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              for (RunningApp each : all) {
                JsonNode rate = each.json("/api/live/rate");
                assertThat(rate.get("posts_per_second").asDouble()).isNotNegative();
                int counted = 0;
                for (JsonNode second : rate.get("each_second")) {
                  counted += second.asInt();
                }
                assertThat(counted).isGreaterThanOrEqualTo(atLeast);
              }
            });
  }

  /** One of them writes the history, all have it and tell of it. */
  private static void assertHistory(List<RunningApp> all) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<String> minutes = all.get(0).json("/api/history").findValuesAsText("time");
              assertThat(minutes).isNotEmpty().isSorted().doesNotHaveDuplicates();
              JsonNode today = all.get(0).json("/api/history?step=day");
              assertThat(today.findValuesAsText("joined")).last().isEqualTo("68");
              for (RunningApp each : all) {
                assertThat(each.json("/api/history").findValuesAsText("time")).isEqualTo(minutes);
                assertThat(each.json("/api/history?step=day")).isEqualTo(today);
              }
            });
    assertThat(all.get(1).listenUntil("/api/events", heard -> heard.contains("event: history")))
        .isTrue();
  }

  /** Whichever is asked knows who has which partition, and how far each is behind. */
  private static void assertHealth(List<RunningApp> apps) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              for (RunningApp each : apps) {
                JsonNode health = each.json("/api/health");
                List<Integer> partitions = new ArrayList<>();
                Set<String> addresses = new TreeSet<>();
                for (JsonNode instance : health) {
                  addresses.add(instance.get("instance").asText());
                  assertThat(instance.get("state").asText()).isEqualTo("RUNNING");
                  assertThat(instance.at("/latency/posts").asLong()).isPositive();
                  for (JsonNode partition : instance.get("partitions")) {
                    partitions.add(partition.get("partition").asInt());
                    assertThat(partition.get("newest_row").asText()).startsWith("20");
                    assertThat(partition.at("/lag/three.pin").asLong()).isZero();
                    assertThat(partition.at("/lag/three.geo").asLong()).isZero();
                    assertThat(partition.at("/lag/three.user").asLong()).isZero();
                  }
                }
                assertThat(addresses).hasSize(apps.size());
                assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
              }
            });
  }

  /**
   * Whichever is asked knows the posts that came last, and tells its listeners of the next ones.
   */
  private static void assertNewest(List<RunningApp> apps) throws Exception {
    for (RunningApp each : apps) {
      List<Integer> posts = new ArrayList<>();
      each.json("/api/live/newest").forEach(post -> posts.add(post.get("ind").asInt()));
      assertThat(posts).contains(60, 61, 62, 63, 64, 65, 66, 67, 68, 69).hasSize(50);
    }
    // Enough for some in each partition.
    List<Integer> changing = IntStream.range(10, 30).boxed().toList();
    CompletableFuture<Boolean> told =
        CompletableFuture.supplyAsync(
            () ->
                apps.get(0)
                    .listenUntil(
                        "/api/events",
                        heard ->
                            changing.stream()
                                .allMatch(ind -> heard.contains("{\"ind\":" + ind + ","))));
    AtomicInteger version = new AtomicInteger();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              for (int ind : changing) {
                String title = "version " + version.incrementAndGet();
                cluster.send("three.pin", Integer.toString(ind), Rows.pin(ind, title));
              }
              cluster.flush();
              return told.isDone();
            });
    assertThat(told.join()).isTrue();
  }

  private static void awaitPublished(RunningApp app, String userId) {
    for (int question = 1; question <= 8; question++) {
      int number = question;
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                List<JsonNode> rows = new ArrayList<>();
                app.json("/api/questions/" + number).forEach(rows::add);
                List<JsonNode> published = new ArrayList<>();
                for (String row : table(userId + ".answer." + number).values()) {
                  published.add(RunningApp.parse(row));
                }
                assertThat(published).containsExactlyInAnyOrderElementsOf(rows);
              });
    }
  }

  /** No row is written twice in a row: not even a change of the publishing instance repeats one. */
  private static void assertPublishedOnce(String userId) throws Exception {
    for (int question = 1; question <= 8; question++) {
      Map<String, String> last = new TreeMap<>();
      for (ConsumerRecord<String, String> row : cluster.read(userId + ".answer." + question)) {
        String value = row.value() == null ? "" : row.value();
        assertThat(last.put(row.key(), value)).isNotEqualTo(value);
      }
    }
  }

  private static Map<String, String> table(String topic) throws Exception {
    Map<String, String> table = new TreeMap<>();
    for (ConsumerRecord<String, String> row : cluster.read(topic)) {
      if (row.value() == null) {
        table.remove(row.key());
      } else {
        table.put(row.key(), row.value());
      }
    }
    return table;
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(response.body()).contains(detail);
  }
}
