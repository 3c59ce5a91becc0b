// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.process.ChildProcesses;
import io.pinstream.stack.process.FreePorts;
import io.pinstream.stack.service.KraftBroker;
import io.pinstream.stack.service.StreamsProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever dies while rows come: afterwards posts and answers are those of a run in which nothing
 * died, and nothing was written twice.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsAppFaultsIT {
  private static final int PARTITIONS = 3;
  private static final int POSTS = 4_000;
  private static final int RECORDS_PER_SECOND = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  // Of static members: longer than one of them takes to come back on a busy machine.
  private static final Duration SESSION = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = CleanRowOracle.exactJson();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Installation installation = Installation.ofSystemProperty();
  private final ChildProcesses children = new ChildProcesses(process -> {});
  private final List<StreamsProcess> apps = new ArrayList<>();
  private Path directory;
  private DataDirectory data;
  private KraftBroker broker;
  private String userId;

  @BeforeAll
  void startBroker(@TempDir Path shared) {
    directory = shared;
    data = DataDirectory.claim(directory.resolve("data"));
    broker = KraftBroker.start(installation, data, children, TestStack.BACK_SOON);
  }

  @AfterAll
  void end() {
    children.close();
    data.close();
  }

  @AfterEach
  void endApps() {
    apps.forEach(StreamsProcess::close);
    apps.clear();
  }

  @Test
  void theAppIsKilledAndComesBack(TestInfo test) throws Exception {
    createTopics(test);
    var app = start("killed", Map.of());
    var history = RowHistory.ofPosts(POSTS, 1);
    try (var feed = new Feed(history)) {
      feed.awaitSent(POSTS);
      app.process().kill();
      app.start();
      feed.awaitSent(POSTS * 5 / 2);
      app.process().kill();
      app.start();
      feed.awaitEnd();
    }
    assertAsUndisturbed(history, app);
  }

  @Test
  void oneOfTwoInstancesIsKilledAndItsStandbyTakesOver(TestInfo test) throws Exception {
    createTopics(test);
    var standby = Map.of("num.standby.replicas", "1", "acceptable.recovery.lag", "100");
    var stays = start("stays", standby);
    var dies = start("dies", standby);
    var history = RowHistory.ofPosts(POSTS, 2);
    try (var feed = new Feed(history)) {
      await().atMost(PATIENCE).until(() -> ownPosts(stays) > 0 && ownPosts(dies) > 0);
      feed.awaitSent(POSTS);
      long killed = System.nanoTime();
      dies.process().kill();
      await().atMost(PATIENCE).until(() -> get(stays, "/api/questions/1").statusCode() == 200);
      report("one of two killed: all questions answered again", killed);
      feed.awaitEnd();
    }
    assertAsUndisturbed(history, stays);
    assertThat(metric(stays, "pinstream_restored_records_total"))
        .as("a standby has little left to read")
        .isLessThan(POSTS);
  }

  @Test
  void theBrokerIsKilledAndComesBack(TestInfo test) throws Exception {
    createTopics(test);
    var app = start("brokerless", Map.of());
    var history = RowHistory.ofPosts(POSTS, 3);
    try (var feed = new Feed(history)) {
      feed.awaitSent(POSTS);
      long killed = System.nanoTime();
      broker.process().kill();
      broker.start();
      report("broker killed: it answers again", killed);
      feed.awaitEnd();
    }
    assertAsUndisturbed(history, app);
  }

  @Test
  void stateThatIsLostWithItsDiskIsRebuilt(TestInfo test) throws Exception {
    createTopics(test);
    var app = start("diskless", Map.of());
    var history = RowHistory.ofPosts(POSTS, 4);
    try (var feed = new Feed(history)) {
      feed.awaitEnd();
    }
    assertAsUndisturbed(history, app);
    app.process().kill();
    DataDirectory.deleteTree(data.run("diskless").resolve("state"));
    app.start();
    assertAsUndisturbed(history, app);
    assertThat(metric(app, "pinstream_restored_records_total")).isPositive();
    assertThat(metric(app, "pinstream_restore_seconds_sum")).isPositive();
    assertThat(Files.readString(app.log())).contains(" records of posts, partition ");
  }

  @Test
  void aStaticMembersPartitionsWaitForItToComeBack(TestInfo test) throws Exception {
    createTopics(test);
    var stays = start("member-1", member("one"));
    var restarts = start("member-2", member("two"));
    var history = RowHistory.ofPosts(POSTS, 5);
    try (var feed = new Feed(history)) {
      await().atMost(PATIENCE).until(() -> ownPosts(stays) > 0 && ownPosts(restarts) > 0);
      feed.awaitSent(POSTS);
      await().atMost(PATIENCE).until(() -> get(stays, "/api/questions/1").statusCode() == 200);
      var taken = metric(stays, "pinstream_restore_seconds_count");
      restarts.process().close();
      restarts.start();
      feed.awaitEnd();
      assertAsUndisturbed(history, restarts);
      assertThat(metric(stays, "pinstream_restore_seconds_count"))
          .as("partitions that came to the other instance")
          .isEqualTo(taken);
      assertThat(ownPosts(restarts)).isPositive();
    }
  }

  /** The one instance, and then one of two: whoever leads the group is a member of its own kind. */
  @Test
  void aStaticMemberThatIsKilledIsBackBeforeItsSessionEnds(TestInfo test) throws Exception {
    createTopics(test);
    var dies = start("killed-1", member("one"));
    var history = RowHistory.ofPosts(POSTS, 6);
    try (var feed = new Feed(history)) {
      feed.awaitSent(POSTS);
      assertBackBeforeItsSessionEnds(dies, "the only static member killed");
      var stays = start("killed-2", member("two"));
      await().atMost(PATIENCE).until(() -> ownPosts(stays) > 0 && ownPosts(dies) > 0);
      await().atMost(PATIENCE).until(() -> get(stays, "/api/questions/1").statusCode() == 200);
      var taken = metric(stays, "pinstream_restore_seconds_count");
      assertBackBeforeItsSessionEnds(dies, "one of two static members killed");
      feed.awaitEnd();
      assertAsUndisturbed(history, dies);
      assertThat(metric(stays, "pinstream_restore_seconds_count"))
          .as("partitions that came to the other instance")
          .isEqualTo(taken);
    }
  }

  private static void assertBackBeforeItsSessionEnds(StreamsProcess app, String what)
      throws Exception {
    long killed = System.nanoTime();
    app.process().kill();
    app.start();
    await().atMost(PATIENCE).until(() -> get(app, "/api/questions/1").statusCode() == 200);
    report(what + ": all questions answered again", killed);
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(SESSION);
  }

  private static Map<String, String> member(String id) {
    return Map.of(
        "group.instance.id", id, "consumer.session.timeout.ms", Long.toString(SESSION.toMillis()));
  }

  private void createTopics(TestInfo test) throws Exception {
    userId = test.getTestMethod().orElseThrow().getName();
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var inputs =
          Topics.PARTS.stream()
              .map(part -> new NewTopic(userId + "." + part, PARTITIONS, (short) 1))
              .toList();
      admin.createTopics(inputs).all().get();
    }
  }

  private StreamsProcess start(String name, Map<String, String> more) {
    var settings = new TreeMap<>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("user.id", userId);
    settings.put("http.port", Integer.toString(FreePorts.find(1).get(0)));
    var app = StreamsProcess.start(installation, data, name, settings, children);
    apps.add(app);
    return app;
  }

  private void assertAsUndisturbed(RowHistory history, StreamsProcess asked) throws Exception {
    var posts = history.posts();
    // Asked of the app, which costs less than to read a topic.
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(joined(asked)).isEqualTo(posts.size()));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(table("post").equals(posts)).isTrue());
    assertNothingTwice("post");
    assertThat(TopicReader.read(broker.bootstrapServers(), userId + ".dlq")).isEmpty();
    var answers = AnswersOracle.ask(posts.values(), directory);
    for (int number = 1; number <= AnswersOracle.QUESTIONS; number++) {
      int question = number;
      var expected = answers.get(question);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var response = get(asked, "/api/questions/" + question);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                assertThat(values(JSON.readTree(response.body()))).isEqualTo(expected);
                assertThat(values(table("answer." + question).values()))
                    .containsExactlyInAnyOrderElementsOf(expected);
              });
      assertNothingTwice("answer." + question);
    }
  }

  private void assertNothingTwice(String topic) {
    var last = new HashMap<String, String>();
    for (var row : TopicReader.read(broker.bootstrapServers(), userId + "." + topic)) {
      var value = row.value() == null ? "" : row.value();
      assertThat(last.put(row.key(), value)).as("the value before").isNotEqualTo(value);
    }
  }

  private Map<String, JsonNode> table(String topic) throws IOException {
    var table = new TreeMap<String, JsonNode>();
    for (var row : TopicReader.read(broker.bootstrapServers(), userId + "." + topic)) {
      if (row.value() == null) {
        table.remove(row.key());
      } else {
        table.put(row.key(), JSON.readTree(row.value()));
      }
    }
    return table;
  }

  private static List<List<Object>> values(Iterable<JsonNode> rows) {
    var values = new ArrayList<List<Object>>();
    for (var row : rows) {
      var cells = new ArrayList<Object>();
      row.forEach(cell -> cells.add(cell.isNumber() ? (Object) cell.asDouble() : cell.asText()));
      values.add(cells);
    }
    return values;
  }

  /** How many posts all instances have, or less while not all of them can tell. */
  private static int joined(StreamsProcess app) throws IOException, InterruptedException {
    return JSON.readTree(get(app, "/api/stats").body()).path("joined").asInt();
  }

  /** How many posts the instance has in its own partitions. */
  private static int ownPosts(StreamsProcess app) throws IOException, InterruptedException {
    return (int) metric(app, "pinstream_posts");
  }

  private static double metric(StreamsProcess app, String name)
      throws IOException, InterruptedException {
    return Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$")
        .matcher(get(app, "/metrics").body())
        .results()
        .map(MatchResult::group)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static HttpResponse<String> get(StreamsProcess app, String path)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        BodyHandlers.ofString());
  }

  private static void report(String what, long sinceNanos) {
    System.out.printf(
        "%s after %.1f s%n",
        what, Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis() / 1e3);
  }

  /** Writes a history at an even rate, whatever happens to the brokers meanwhile. */
  private final class Feed implements AutoCloseable {
    private final KafkaProducer<String, String> producer =
        TopicWriter.open(broker.bootstrapServers());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final CompletableFuture<Void> end;

    Feed(RowHistory history) {
      end = CompletableFuture.runAsync(() -> write(history));
    }

    void awaitSent(int records) {
      await().atMost(PATIENCE).until(() -> sent.get() >= records);
    }

    void awaitEnd() {
      await().atMost(PATIENCE).until(end::isDone);
      end.join();
      producer.flush();
      assertThat(lost).hasValue(0);
    }

    private void write(RowHistory history) {
      long start = System.nanoTime();
      for (var event : history.events()) {
        long due = start + sent.get() * 1_000_000_000L / RECORDS_PER_SECOND;
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        var record =
            new ProducerRecord<>(
                userId + "." + event.part(), Integer.toString(event.ind()), event.row());
        var unused =
            producer.send(
                record,
                (metadata, error) -> {
                  if (error != null) {
                    lost.incrementAndGet();
                  }
                });
        sent.incrementAndGet();
      }
    }

    @Override
    public void close() {
      producer.close(Duration.ofSeconds(5));
    }
  }
}
