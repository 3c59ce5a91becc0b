// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinstream.streams.Rows;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.topics.TopicsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole app against a real broker: what a test driver can't show. */
@ExtendWith(SharedCluster.class)
class AppRunnerTest {
  private static final int POSTS = 1000;

  private static Cluster cluster;

  @TempDir private Path folder;

  @Test
  void waitsForTheTopicsThenJoinsEachPostOnceAndFindsThemAgain() throws Exception {
    List<String> before;
    try (RunningApp app = new RunningApp(cluster.servers(), "once", folder)) {
      await()
          .untilAsserted(
              () -> {
                HttpResponse<String> response = app.get("/readyz");
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("application/problem+json");
                assertThat(response.body()).contains("once.pin, once.geo, once.user");
              });
      assertThat(app.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(app.get("/api/posts/1").statusCode()).isEqualTo(503);
      assertThat(app.json("/api/stats").get("state").asText()).isEqualTo("WAITING");

      for (String input : List.of("once.pin", "once.geo", "once.user")) {
        cluster.create(input, 3);
      }
      app.awaitReady();
      assertOutputTopics();

      sendShuffledWithResends();
      cluster.send("once.user", "1", "{index=1, title=x}");
      cluster.flush();
      awaitJoined(app);
      // What is counted may not be committed yet.
      await().until(() -> cluster.read("once.post").size() >= POSTS);
      assertEachPostIsThereOnce();
      await().until(() -> cluster.read("once.dlq").size() == 1);
      assertApi(app);
      assertDashboard(app);
      awaitPublished();
      before = awaitHistory(app);
      assertThat(app.firstEvents("/api/events", 2))
          .startsWith("event: stats\ndata: {\"state\":\"RUNNING\"");
    }
    try (RunningApp again = new RunningApp(cluster.servers(), "once", folder)) {
      again.awaitReady();
      assertThat(awaitHistory(again)).as("what was stays").containsAll(before);
      awaitJoined(again);
      sendShuffledWithResends();
      cluster.flush();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> again.json("/api/stats").get("resends").asLong() == sent(again));
    }
    assertEachPostIsThereOnce();
    try (RunningApp elsewhere =
        new RunningApp(cluster.servers(), "once", folder.resolve("elsewhere"))) {
      elsewhere.awaitReady();
      assertThat(awaitHistory(elsewhere)).containsAll(before);
      awaitJoined(elsewhere);
      assertThat(elsewhere.get("/api/posts/7").body())
          .as("state rebuilt from the changelog")
          .isEqualTo(Rows.post(7, "t7", "Chad", 37));
      assertApi(elsewhere);
    }
    assertEachPostIsThereOnce();
  }

  @Test
  void forgetsEverythingOnResetAndReadsTheInputsAgain() throws Exception {
    for (String input : List.of("again.pin", "again.geo", "again.user")) {
      cluster.create(input, 1);
    }
    cluster.send("again.pin", "7", Rows.pin(7, "t7"));
    cluster.send("again.geo", "7", Rows.geo(7, "Chad"));
    cluster.send("again.user", "7", Rows.user(7, 30));
    cluster.flush();
    StateReset reset = RunningApp.reset(cluster.servers(), "again", folder);
    try (RunningApp app = new RunningApp(cluster.servers(), "again", folder)) {
      app.awaitReady();
      await().until(() -> app.json("/api/stats").get("joined").asInt() == 1);
      cluster.send("again.pin", "8", Rows.pin(8, "t8"));
      cluster.flush();
      await()
          .until(
              () -> app.get("/api/posts/8").body().contains("waits for its row of geo and user"));
      assertThat(app.get("/api/posts/9").body()).contains("none of its rows has come");
      assertThat(app.json("/api/waiting").at("/0/oldest/0/ind").asInt()).isEqualTo(8);
      cluster.send("again.pin", "8", null);
      cluster.flush();
      await().until(() -> app.json("/api/waiting").at("/0/posts").asInt() == 0);
      assertThatExceptionOfType(TopicsException.class)
          .isThrownBy(() -> reset.run(false))
          .withMessageContaining("still runs");
    }
    assertThat(reset.run(false))
        .contains("topic pinstream-again-posts-changelog", "topic again.answer.1")
        .anyMatch(removed -> removed.contains("group pinstream-again"));
    assertThat(folder.resolve("pinstream-again").resolve("0_0")).doesNotExist();
    try (RunningApp app = new RunningApp(cluster.servers(), "again", folder)) {
      app.awaitReady();
      await().until(() -> app.json("/api/stats").get("joined").asInt() == 1);
    }
    // On another host, which has nothing of this one's disk.
    assertThat(RunningApp.reset(cluster.servers(), "again", folder.resolve("elsewhere")).run(true))
        .contains("topic pinstream-again-posts-changelog", "topic again.history");
    try (RunningApp app = new RunningApp(cluster.servers(), "again", folder)) {
      app.awaitReady();
      await().until(() -> app.json("/api/stats").get("joined").asInt() == 1);
    }
  }

  @Test
  void namesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AppRunner app =
          new AppRunner(
              AppConfig.of(
                  Map.of(
                      "bootstrap.servers", cluster.servers(),
                      "user.id", "taken",
                      "http.port", Integer.toString(taken.getLocalPort()))),
              new CountDownLatch(1));
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(app::run)
          .withMessageContaining("http.port: can't listen on 127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("choose another http.port");
    }
  }

  private static void sendShuffledWithResends() {
    List<Runnable> records = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      int ind = i;
      String key = Integer.toString(ind);
      records.add(() -> cluster.send("once.pin", key, Rows.pin(ind, "t" + ind)));
      records.add(
          () -> cluster.send("once.geo", key, Rows.geo(ind, ind % 2 == 0 ? "Peru" : "Chad")));
      records.add(() -> cluster.send("once.user", key, Rows.user(ind, 30 + ind % 50)));
    }
    List<Runnable> withResends = new ArrayList<>(records);
    withResends.addAll(records.subList(0, POSTS));
    Collections.shuffle(withResends, new Random(1));
    withResends.forEach(Runnable::run);
  }

  private static void awaitJoined(RunningApp app) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> app.json("/api/stats").get("joined").asInt() == POSTS);
  }

  private static long sent(RunningApp app) throws Exception {
    JsonNode parts = app.json("/api/stats").get("parts");
    return Math.max(
        4L * POSTS,
        parts.get("pin").asLong() + parts.get("geo").asLong() + parts.get("user").asLong());
  }

  private static void assertEachPostIsThereOnce() throws Exception {
    List<String> keys = cluster.read("once.post").stream().map(ConsumerRecord::key).toList();
    assertThat(keys).hasSize(POSTS).doesNotHaveDuplicates();
  }

  private static void assertOutputTopics() throws Exception {
    Map<String, Integer> partitions = Map.of("once.post", 3, "once.dlq", 1, "once.answer.8", 1);
    cluster
        .admin
        .describeTopics(partitions.keySet())
        .allTopicNames()
        .get()
        .forEach(
            (topic, description) ->
                assertThat(description.partitions()).as(topic).hasSize(partitions.get(topic)));
    ConfigResource post = new ConfigResource(ConfigResource.Type.TOPIC, "once.post");
    assertThat(
            cluster
                .admin
                .describeConfigs(List.of(post))
                .all()
                .get()
                .get(post)
                .get("cleanup.policy")
                .value())
        .isEqualTo("compact");
  }

  private static void assertApi(RunningApp app) throws Exception {
    assertThat(app.get("/api/posts/7").body()).isEqualTo(Rows.post(7, "t7", "Chad", 37));
    assertProblem(app.get("/api/posts/" + POSTS), 404, "there is no post " + POSTS);
    assertProblem(
        app.get("/api/posts/seven"), 400, "ind is \\\"seven\\\"; expected a whole number");
    assertProblem(app.get("/api/posts?limit=0"), 400, "limit is 0");
    assertProblem(app.get("/api/questions/9"), 404, "they count from 1 to 8");
    assertProblem(app.get("/api/questions/7/leaders"), 404, "question 7 asks for no leaders");
    assertProblem(app.get("/nowhere"), 404, "Endpoint GET /nowhere not found");
    List<Integer> listed = new ArrayList<>();
    app.json("/api/posts?limit=4&after=500").forEach(post -> listed.add(post.get("ind").asInt()));
    assertThat(listed).containsExactly(501, 502, 503, 504);
    assertThat(app.json("/api/posts")).hasSize(50);
    assertThat(app.json("/api/questions")).hasSize(8);
    assertThat(app.get("/api/questions/1").body())
        .isEqualTo(
            "[{\"country\":\"Chad\",\"category\":\"art\",\"category_count\":500},"
                + "{\"country\":\"Peru\",\"category\":\"art\",\"category_count\":500}]");
    assertThat(app.get("/api/questions/2?country=Peru&year=2018&category=art").body())
        .isEqualTo("[{\"post_year\":2018,\"category\":\"art\",\"category_count\":500}]");
    assertThat(app.get("/api/questions/2/leaders?country=Peru").body())
        .isEqualTo("[{\"post_year\":2018,\"category\":\"art\",\"category_count\":500}]");
    assertProblem(app.get("/api/questions/1?year=MMXX"), 400, "year is \\\"MMXX\\\"; expected a");
    assertProblem(app.get("/api/questions/1?year=20200"), 400, "year is 20200; expected 0 to");
    assertProblem(app.get("/api/questions/1?country="), 400, "country is empty");
    assertProblem(
        app.get("/api/questions/1?contry=Peru"), 400, "there is no parameter \\\"contry\\\"");
    assertProblem(app.get("/api/questions/7/leaders?year=1"), 404, "asks for no leaders");
    assertProblem(
        app.get("/api/questions/1?category=a&category=b"), 400, "category is given 2 times");
    assertSearch(app);
    assertProblem(app.get("/api/history?step=week"), 400, "expected minute, hour or day");
    assertProblem(app.get("/api/history?stp=day"), 400, "expected limit, step");
    assertProblem(
        app.get("/api/countries/Peru?categry=art"),
        400,
        "there is no parameter \\\"categry\\\"; expected none");
    assertThat(app.get("/api/countries/Peru").body())
        .isEqualTo("[{\"category\":\"art\",\"posts\":500}]");
    assertThat(app.get("/api/categories/art").body())
        .isEqualTo("[{\"country\":\"Chad\",\"posts\":500},{\"country\":\"Peru\",\"posts\":500}]");
    assertProblem(
        app.get("/api/countries/Atl%C3%A1ntida%2F"),
        404,
        "no post that names a category has the country \\\"Atlántida/\\\"");
    assertThat(app.json("/api/quality").get("nulls").get("description").asInt()).isEqualTo(POSTS);
    assertThat(app.get("/metrics").body()).contains("pinstream_parts_total", "kafka_stream_");
    assertPage(app);
    assertDescribed(app);
  }

  /** When the minutes began of which the history tells, once it tells of all posts. */
  private static List<String> awaitHistory(RunningApp app) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .untilAsserted(
            () -> {
              JsonNode today = app.json("/api/history?step=day&limit=1").path(0);
              assertThat(today.at("/joined").asInt()).isEqualTo(POSTS);
              assertThat(today.at("/posts/art").asInt()).isEqualTo(POSTS);
              assertThat(today.at("/leaders")).hasSize(8);
            });
    return app.json("/api/history").findValuesAsText("time");
  }

  private static void assertSearch(RunningApp app) throws Exception {
    assertThat(RunningApp.indexes(app.get("/api/posts?text=T99&limit=7")))
        .startsWith(99, 990)
        .hasSize(7);
    List<Integer> found = new ArrayList<>();
    String next = "/api/posts?text=T99&country=Chad&limit=3";
    while (next != null) {
      HttpResponse<String> page = app.get(next);
      found.addAll(RunningApp.indexes(page));
      next =
          page.headers().firstValue("Link").map(link -> link.replaceAll("<|>.*", "")).orElse(null);
    }
    assertThat(found).containsExactly(99, 991, 993, 995, 997, 999);
    assertProblem(app.get("/api/posts?text=" + "x".repeat(1001)), 400, "text has 1001 characters");
    // Each is nine bytes of the request's head.
    assertThat(app.get("/api/posts?text=" + "%E0%A4%85".repeat(1000)).body()).isEqualTo("[]");
  }

  private static void assertDescribed(RunningApp app) throws Exception {
    JsonNode description = app.json("/openapi.json");
    List<String> paths = new ArrayList<>();
    description.get("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths).hasSize(22);
    for (String path : paths) {
      String called =
          path.replace("{ind}", "7")
              .replace("{country}", "Chad")
              .replace("{category}", "art")
              .replace("{number}/leaders", "3/leaders")
              .replace("{number}", "7")
              .replace("{partition}/{offset}", "0/0");
      // A stream has no end, and what is sent back or has an offset needs a letter.
      if (!path.equals("/api/events") && !path.matches(".*(send-back|\\{offset})")) {
        assertThat(app.get(called).statusCode()).as(path).isEqualTo(200);
      }
      if (!path.endsWith("send-back")) {
        assertThat(app.get(called + "?lmit=1").statusCode())
            .as("%s, asked with a parameter that is misspelt", path)
            .isEqualTo(400);
      }
    }
    List<String> fields = new ArrayList<>();
    app.json("/api/posts/7").fieldNames().forEachRemaining(fields::add);
    List<String> described = new ArrayList<>();
    description
        .at("/components/schemas/Post/properties")
        .fieldNames()
        .forEachRemaining(described::add);
    assertThat(described).isEqualTo(fields);
    for (String path : List.of("/api/stats", "/api/posts", "/api/questions/{number}")) {
      List<String> statuses = new ArrayList<>();
      description
          .at("/paths/" + path.replace("/", "~1") + "/get/responses")
          .fieldNames()
          .forEachRemaining(statuses::add);
      assertThat(statuses).as("%s, of several instances", path).contains("502", "503", "504");
    }
  }

  private static void assertPage(RunningApp app) throws Exception {
    String page = app.get("/").body();
    assertThat(page).contains("<title>Pinstream</title>");
    Matcher file =
        Pattern.compile("(?:src|<link rel=\"stylesheet\" href)=\"([^\"]+)\"").matcher(page);
    int files = 0;
    for (; file.find(); files++) {
      assertThat(file.group(1)).as("nothing from elsewhere").doesNotContain("//");
      String path = file.group(1).startsWith("/") ? file.group(1) : "/" + file.group(1);
      assertThat(app.get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(files).isEqualTo(3);
  }

  /** Each metric that the Grafana dashboard draws is one that the app has. */
  private static void assertDashboard(RunningApp app) throws Exception {
    JsonNode dashboard =
        RunningApp.parse(Files.readString(Path.of("../config/grafana/pinstream.json")));
    Set<String> named = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        Matcher metric = Pattern.compile("([a-z_]+)\\{job=~").matcher(target.get("expr").asText());
        assertThat(metric.results().map(each -> each.group(1)).toList())
            .as(target.get("expr").asText())
            .hasSizeGreaterThan(0)
            .allSatisfy(named::add);
      }
    }
    Set<String> there = new TreeSet<>();
    Matcher line = Pattern.compile("(?m)^([a-z_]+)").matcher(app.get("/metrics").body());
    line.results().forEach(each -> there.add(each.group(1)));
    assertThat(there).containsAll(named);
    assertThat(named).hasSizeGreaterThan(10);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status).contains(detail);
  }

  private static void awaitPublished() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              List<ConsumerRecord<String, String>> rows = cluster.read("once.answer.1");
              assertThat(rows).isNotEmpty();
              assertThat(rows.get(rows.size() - 1).value()).endsWith("\"category_count\":500}");
            });
  }
}
