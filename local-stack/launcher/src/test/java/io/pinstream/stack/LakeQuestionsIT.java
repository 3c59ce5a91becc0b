// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.lake.Retention;
import io.pinstream.stack.questions.AnswerComparison;
import io.pinstream.stack.questions.LakeAnswers;
import io.pinstream.stack.questions.LiveAnswers;
import io.pinstream.stack.questions.QuestionFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake's answers are the app's, also after posts were changed, deleted and posted again. */
class LakeQuestionsIT {
  private static final int ROWS = 600;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void theLakeKnowsOfNewVersionsAndOfDeletions() throws Exception {
    var folder = directory.resolve("of a run");
    try (var test = TestStack.start(StackOptions.defaults(folder, "asked").withRows(ROWS))) {
      var stack = test.stack();
      stack.deployLake();
      stack.deploySource(Emulation.of(ROWS));
      test.awaitPosts(ROWS);
      // Beside a sink that commits, and that begins anew with what maintenance has left of its
      // snapshots.
      stack.commitLakeEvery(Duration.ofSeconds(3), Life.NONE);
      stack.lake().maintain(new Retention(Instant.now(), Instant.now().minus(Duration.ofHours(1))));
      change(stack);
      await()
          .atMost(TestStack.PATIENCE)
          .untilAsserted(
              () -> {
                var sight = test.watch().sight();
                assertThat(sight.joined()).isEqualTo(ROWS - 100);
                assertThat(sight.records()).containsEntry("post", ROWS + 100L + 150L + 50L);
              });
      test.awaitLake();
      var reports =
          stack
              .lake()
              .maintain(new Retention(Instant.now(), Instant.now().minus(Duration.ofHours(1))));
      assertThat(reports).hasSize(4).allMatch(report -> report.filesAfter() < 10);
      assertThat(answersDiffer(test)).isEmpty();
      assertThat(count(test, "select count(*) from post where deleted")).isEqualTo(150);
      assertThat(count(test, "select count(*) from \"user\" where deleted and age is null"))
          .isEqualTo(150);
      assertThat(count(test, "select count(distinct ind) from post where not deleted"))
          .isEqualTo(ROWS);
      var yesterday = Optional.of(LocalDate.now(ZoneOffset.UTC).minusDays(1));
      assertThat(new LakeAnswers(stack.lake(), questions(), yesterday).answers().values())
          .as("before the first post")
          .allMatch(rows -> rows.isEmpty());
      assertThat(test.crashes()).isEmpty();
    }
  }

  /** Moves 100 posts to another country, deletes 150 and posts 50 of those again. */
  private static void change(LocalStack stack) throws Exception {
    var geo = stack.topics().of("geo");
    var user = stack.topics().of("user");
    var users = TopicReader.read(stack.broker().bootstrapServers(), user);
    try (var producer = TopicWriter.open(stack.broker().bootstrapServers())) {
      for (var record : TopicReader.read(stack.broker().bootstrapServers(), geo)) {
        if (Integer.parseInt(record.key()) < 100) {
          var moved = (ObjectNode) JSON.readTree(record.value());
          moved.put("country", "Elsewhere");
          send(producer, geo, record.key(), moved.toString());
        }
      }
      for (int index = 200; index < 350; index++) {
        send(producer, user, Integer.toString(index), null);
      }
      for (var record : users) {
        int index = Integer.parseInt(record.key());
        if (index >= 200 && index < 250) {
          send(producer, user, record.key(), record.value());
        }
      }
    }
  }

  private static void send(
      Producer<String, String> producer, String topic, String key, String value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  private static Optional<String> answersDiffer(TestStack test) {
    return AnswerComparison.firstDifference(
        new LakeAnswers(test.stack().lake(), questions(), Optional.empty()),
        new LiveAnswers(test.stack().streams().url()));
  }

  private static QuestionFiles questions() {
    return QuestionFiles.of(Installation.ofSystemProperty());
  }

  private static long count(TestStack test, String query) throws Exception {
    try (var session = LakeSession.open(test.stack().lake());
        var statement = session.connection().createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
