// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.demo.EmulationOracle;
import io.pinstream.stack.demo.ExpectedPosts;
import io.pinstream.stack.lake.LakeSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users that post anew, edit and delete; a network that sends again, late and badly. */
class LifeIT {
  private static final int ROWS = 700;
  private static final long POSTS = 3_000;
  private static final ObjectMapper JSON = CleanRowOracle.exactJson();
  private static final Emulation EMULATION =
      new Emulation(
          "shuffle",
          11,
          Optional.empty(),
          0,
          Optional.of(POSTS),
          2,
          new Life(0.1, 0.05, 0.05, 0.02, 0.05, 100));

  private static final String NEWEST_POSTS =
      """
      (SELECT * EXCLUDE (place) FROM (
        SELECT *, row_number() OVER (PARTITION BY ind ORDER BY kafka_offset DESC) AS place FROM post)
       WHERE place = 1 AND NOT coalesce(deleted, false))\
      """;

  private static TestStack test;

  @BeforeAll
  static void start(@TempDir Path folder) {
    test = TestStack.start(StackOptions.defaults(folder, "life").withRows(ROWS));
  }

  @AfterAll
  static void end() {
    test.close();
  }

  @Test
  void theAppAndTheLakeHoldWhatTheOracleSays() throws Exception {
    var stack = test.stack();
    var expected = new EmulationOracle(EMULATION, 0, ROWS - 1).outcome();
    assertThat(expected.happened().values()).as("each of it").allMatch(count -> count > 20);
    stack.deployLake(EMULATION.life());
    stack.deploySource(EMULATION);
    await()
        .atMost(TestStack.PATIENCE)
        .untilAsserted(
            () -> {
              var sight = test.watch().sight();
              assertThat(sight.posts()).isEqualTo(POSTS);
              var parts = new TreeMap<>(sight.records());
              parts.remove("post");
              assertThat(parts).isEqualTo(expected.records());
              assertThat(sight.distinct()).isEqualTo(expected.emitted());
              assertThat(sight.deadLetters()).isEqualTo(expected.deadLetters());
              assertThat(sight.unreadableKeys()).isEqualTo(expected.withoutKey());
              assertThat(test.watch().unlike(expected.posts().keySet(), 5)).isEmpty();
            });

    var posts = newest();
    var due =
        new ExpectedPosts(
            expected,
            CleanRowOracle.read(
                stack.database().url(), stack.database().user(), stack.database().password()));
    assertThat(posts).containsOnlyKeys(expected.posts().keySet());
    posts.forEach(
        (index, post) -> assertThat(post).as("post %d", index).isEqualTo(due.post(index, post)));
    assertThat(posts.values().stream().map(post -> post.get("unique_id")).distinct())
        .hasSize(posts.size());

    await()
        .atMost(TestStack.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              try (var session = LakeSession.open(stack.lake())) {
                var counts = new TreeMap<>(session.counts());
                counts.remove("post");
                assertThat(counts).isEqualTo(expected.rows());
                assertThat(session.counts().get("post"))
                    .isEqualTo(test.watch().sight().records().get("post"));
              }
            });
    var rows = new HashMap<Integer, JsonNode>();
    posts.forEach((index, post) -> rows.put(Math.toIntExact(index), post));
    try (var session = LakeSession.open(stack.lake())) {
      RoundTrip.assertRows(session, NEWEST_POSTS, "newest version of each post", rows);
    }
  }

  private static Map<Long, ObjectNode> newest() throws Exception {
    var posts = new HashMap<Long, ObjectNode>();
    var stack = test.stack();
    for (var record :
        TopicReader.read(stack.broker().bootstrapServers(), stack.topics().of("post"))) {
      if (record.value() == null) {
        posts.remove(Long.parseLong(record.key()));
      } else {
        posts.put(Long.parseLong(record.key()), (ObjectNode) JSON.readTree(record.value()));
      }
    }
    return posts;
  }
}
