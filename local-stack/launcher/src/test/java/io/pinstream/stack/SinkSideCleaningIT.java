// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.connect.ConnectClient.SettingError;
import io.pinstream.stack.connect.ConnectorStatus;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.process.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Raw topics of another producer, cleaned on their way into the lake. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkSideCleaningIT {
  private static final int ROWS = 300;
  private static final String DEAD_LETTERS = "raw.dlq";
  private static final String CONTROL = "pinstream-raw-lake-control";

  /** What another producer's mistakes put into a topic, and what is said of each. */
  private static final Map<String, Map<String, String>> JUNK =
      Map.of(
          "pin",
          Map.of(
              "[{\"index\":1,\"unique_id\":\"a\",\"title\":\"t\"}]", "expected a struct or a map",
              "[{\"index\":1},{\"index\":2}]", "expected a struct or a map",
              "{\"records\":[{\"value\":{\"index\":1}}]}", "expected a record of this table",
              "{\"index\":1,\"name\":\"Maya\",\"age\":25,\"role\":\"engineer\"}",
                  "expected a record of this table",
              "\"\"", "expected a struct or a map",
              "{index=1, title=x}", "Converting byte[] to Kafka Connect data failed",
              "{\"index\":1,\"title\":", "Converting byte[] to Kafka Connect data failed",
              "{\"index\":5,\"unique_id\":\"b\",\"follower_count\":\"many\"}",
                  "field follower_count",
              "{\"index\":null,\"unique_id\":\"c\"}", "field ind"),
          "geo",
          Map.of(
              "{\"ind\":\"[\\\"ind\\\"]\",\"timestamp\":\"[\\\"timestamp\\\"]\",\"country\":\"x\"}",
                  "field ind",
              "{\"ind\":6,\"timestamp\":\"[\\\"timestamp\\\"]\",\"country\":\"Albania\"}",
                  "field timestamp",
              "{\"ind\":7,\"timestamp\":\"02/30/2020, 03:52:47\",\"country\":\"Albania\"}",
                  "field timestamp"),
          "user",
          Map.of(
              "{\"index\":8,\"unique_id\":\"d\",\"title\":\"a pin\",\"category\":\"art\"}",
              "expected a record of this table"));

  private TestStack test;
  private LocalStack stack;

  @BeforeAll
  void start(@TempDir Path directory) {
    var folder = directory.resolve("of a run");
    test = TestStack.start(StackOptions.defaults(folder, "beside").withRows(ROWS));
    stack = test.stack();
  }

  @AfterAll
  void end() {
    test.close();
  }

  @Test
  void rawRowsAreCleanInTheLakeAndJunkIsInTheDeadLetterTopic() throws Exception {
    createTopics();
    produceRows();
    produceJunk();
    var settings =
        PropertiesFile.read(Installation.ofSystemProperty().config("local/raw-lake.properties"));
    stack.connect().deploy(settings);

    awaitDeadLetters(settings.get("name"));
    awaitLake();
    checkLake();
    checkDeadLetters();
    assertThat(stack.connect().status(settings.get("name")).failure()).isEmpty();
    assertThat(test.crashes()).isEmpty();
  }

  @Test
  void thePropertiesForMskAreAcceptedOnceTheirPlaceholdersAreFilled() {
    var settings = MskProperties.filled("raw-lake.properties", MskProperties.values(stack));
    assertThat(settings.values()).noneMatch(value -> value.contains("<"));
    assertThat(stack.connect().validate(settings)).isEmpty();
  }

  @Test
  void theExamplesAreAcceptedButForADatabaseThatIsNowhere() {
    var orders = example("orders.properties");
    orders.replace(
        "connection.url",
        "jdbc:postgresql://127.0.0.1:%d/shop".formatted(FreePorts.find(1).get(0)));
    assertThat(stack.connect().validate(orders))
        .extracting(SettingError::setting)
        .containsOnly("connection.url");
    assertThat(stack.connect().validate(example("sensors.properties"))).isEmpty();
  }

  private static Map<String, String> example(String file) {
    return new HashMap<>(PropertiesFile.read(Document.HOME.resolve("examples").resolve(file)));
  }

  private String bootstrapServers() {
    return stack.broker().bootstrapServers();
  }

  private void createTopics() throws Exception {
    var topics = new ArrayList<NewTopic>();
    topics.add(new NewTopic(CONTROL, Optional.of(1), Optional.empty()));
    topics.add(new NewTopic(DEAD_LETTERS, Optional.of(1), Optional.empty()));
    Topics.PARTS.forEach(
        part -> topics.add(new NewTopic("raw." + part, Optional.of(2), Optional.empty())));
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    }
  }

  private void produceRows() throws Exception {
    var database = stack.database();
    var raw = RawRows.read(database.url(), database.user(), database.password());
    var records = new ArrayList<ProducerRecord<String, String>>();
    for (var part : Topics.PARTS) {
      raw.part(part)
          .forEach(
              (index, value) -> {
                var key = index % 50 == 0 ? null : Integer.toString(index);
                records.add(new ProducerRecord<>("raw." + part, key, value));
              });
      // The same row again, and a tombstone.
      records.add(new ProducerRecord<>("raw." + part, "1", raw.part(part).get(1)));
      records.add(new ProducerRecord<>("raw." + part, "2", null));
    }
    send(records);
  }

  private void produceJunk() throws Exception {
    var records = new ArrayList<ProducerRecord<String, String>>();
    JUNK.forEach(
        (part, values) ->
            values
                .keySet()
                .forEach(value -> records.add(new ProducerRecord<>("raw." + part, value))));
    send(records);
  }

  private void send(List<ProducerRecord<String, String>> records) throws Exception {
    try (var producer = TopicWriter.open(bootstrapServers())) {
      for (var sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    }
  }

  private List<ConsumerRecord<String, String>> deadLetters() {
    return TopicReader.read(bootstrapServers(), DEAD_LETTERS);
  }

  private void awaitDeadLetters(String connector) {
    int junk = JUNK.values().stream().mapToInt(Map::size).sum();
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(stack.connect().status(connector))
                  .extracting(ConnectorStatus::failure)
                  .isEqualTo(Optional.empty());
              assertThat(deadLetters()).hasSizeGreaterThanOrEqualTo(junk);
            });
  }

  private void awaitLake() {
    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              try (var session = LakeSession.open(stack.lake())) {
                assertThat(session.counts())
                    .isEqualTo(
                        Map.of("pin", ROWS + 1L, "geo", ROWS + 1L, "user", ROWS + 1L, "post", 0L));
              }
            });
  }

  private void checkLake() throws SQLException {
    var database = stack.database();
    var oracle = CleanRowOracle.read(database.url(), database.user(), database.password());
    try (var session = LakeSession.open(stack.lake())) {
      for (var part : Topics.PARTS) {
        RoundTrip.assertRelation(session, part, new HashMap<>(oracle.part(part)));
      }
    }
  }

  private void checkDeadLetters() {
    var reasons = new HashMap<String, Map<String, String>>();
    JUNK.keySet().forEach(part -> reasons.put(part, new HashMap<>()));
    for (var letter : deadLetters()) {
      var part = header(letter, "__connect.errors.topic").substring("raw.".length());
      reasons.get(part).put(letter.value(), header(letter, "__connect.errors.exception.message"));
      assertThat(header(letter, "__connect.errors.offset")).matches("\\d+");
    }
    JUNK.forEach(
        (part, junk) -> {
          assertThat(reasons.get(part).keySet()).as(part).isEqualTo(junk.keySet());
          junk.forEach(
              (value, reason) ->
                  assertThat(reasons.get(part).get(value)).as(value).contains(reason));
        });
    assertThat(deadLetters()).as("each once").doesNotHaveDuplicates();
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
