// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeSession;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every row of a stack's database, through the packaged zip into the topics, the joined posts and
 * the lake, compared field by field with an oracle that shares no code with the transform.
 */
final class RoundTrip {
  private static final ObjectMapper JSON = CleanRowOracle.exactJson();

  private RoundTrip() {}

  /** Emits every row once and follows it everywhere. */
  static void check(TestStack test, int rows) throws Exception {
    var stack = test.stack();
    var database = stack.database();
    var oracle = CleanRowOracle.read(database.url(), database.user(), database.password());
    stack.deployLake();
    stack.deploySource(Emulation.of(rows).withTasks(2));
    var sight = test.awaitPosts(rows);
    assertThat(sight.distinct()).isEqualTo(rows);
    assertThat(sight.deadLetters()).isZero();
    for (var part : Topics.PARTS) {
      var records = read(test, part);
      assertThat(records).as("records of %s", part).hasSize(rows);
      assertThat(values(records)).as(part).isEqualTo(new HashMap<>(oracle.part(part)));
      assertFieldOrder(records, oracle.part(part).get(0));
    }
    var posts = read(test, "post");
    assertThat(posts).as("each post is emitted once").hasSize(rows);
    var expected = new HashMap<Integer, ObjectNode>();
    oracle.part("pin").keySet().forEach(index -> expected.put(index, oracle.post(index)));
    assertThat(values(posts)).isEqualTo(expected);
    assertFieldOrder(posts, expected.get(0));
    test.awaitLake();
    checkLake(stack.lake(), oracle, expected);
  }

  /** Emits rows that have been emitted before. */
  static void checkResendsChangeNothing(TestStack test, int rows) {
    // The same rows in another order: a changed seed starts the emulation anew.
    var again = new Emulation("random", 7, Optional.empty(), 0, Optional.of(3_000L), 1);
    test.stack().deploySource(again);
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(test.watch().sight().records())
                    .containsEntry("pin", rows + 3_000L)
                    .containsEntry("geo", rows + 3_000L)
                    .containsEntry("user", rows + 3_000L));
    test.awaitLake();
    assertThat(test.watch().sight().records()).containsEntry("post", (long) rows);
  }

  private static List<ConsumerRecord<String, String>> read(TestStack test, String suffix) {
    var stack = test.stack();
    return TopicReader.read(stack.broker().bootstrapServers(), stack.topics().of(suffix));
  }

  private static Map<Integer, JsonNode> values(List<ConsumerRecord<String, String>> records)
      throws Exception {
    var values = new HashMap<Integer, JsonNode>();
    for (var record : records) {
      values.put(Integer.parseInt(record.key()), JSON.readTree(record.value()));
    }
    return values;
  }

  private static void assertFieldOrder(
      List<ConsumerRecord<String, String>> records, ObjectNode like) throws Exception {
    var expected = new ArrayList<String>();
    like.fieldNames().forEachRemaining(expected::add);
    for (var record : records) {
      var names = new ArrayList<String>();
      JSON.readTree(record.value()).fieldNames().forEachRemaining(names::add);
      assertThat(names).containsExactlyElementsOf(expected);
    }
  }

  private static void checkLake(Lake lake, CleanRowOracle oracle, Map<Integer, ObjectNode> posts)
      throws SQLException {
    try (var session = LakeSession.open(lake)) {
      for (var part : Topics.PARTS) {
        assertRelation(session, part, new HashMap<>(oracle.part(part)));
      }
      assertRelation(session, "post", new HashMap<>(posts));
    }
  }

  static void assertRelation(LakeSession session, String relation, Map<Integer, JsonNode> expected)
      throws SQLException {
    assertRows(session, "\"" + relation + "\"", relation, expected);
  }

  /**
   * @param from the SQL of the rows
   * @param what they are
   */
  static void assertRows(
      LakeSession session, String from, String what, Map<Integer, JsonNode> expected)
      throws SQLException {
    var actual = new HashMap<Integer, JsonNode>();
    try (var statement = session.connection().createStatement();
        var rows =
            statement.executeQuery(
                "SELECT COLUMNS(lambda c: NOT starts_with(c, 'kafka_') AND c <> 'deleted') FROM "
                    + from)) {
      var metadata = rows.getMetaData();
      while (rows.next()) {
        var row = JSON.createObjectNode();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
          row.set(metadata.getColumnLabel(i), json(rows.getObject(i)));
        }
        actual.put(row.get("ind").asInt(), row);
      }
    }
    assertThat(actual).as("the lake's %s", what).isEqualTo(expected);
  }

  private static JsonNode json(Object value) throws SQLException {
    if (value instanceof OffsetDateTime time) {
      return JSON.valueToTree(time.toInstant().toString());
    }
    if (value instanceof Timestamp time) {
      return JSON.valueToTree(Instant.ofEpochMilli(time.getTime()).toString());
    }
    if (value instanceof Array array) {
      var numbers = JSON.createArrayNode();
      for (var number : (Object[]) array.getArray()) {
        numbers.add(new BigDecimal(number.toString()));
      }
      return numbers;
    }
    if (value instanceof Long number) {
      return JSON.getNodeFactory().numberNode(Math.toIntExact(number));
    }
    return JSON.valueToTree(value);
  }
}
