// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pinstream.streams.Rows;
import io.pinstream.streams.topics.TopicsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** State that the app can't go on from is refused, and the reset that the refusal names helps. */
@ExtendWith(SharedCluster.class)
class UnusableStateTest {
  private static final String RESET = "run the app once with 'reset --config FILE'";

  private static Cluster cluster;

  @TempDir private Path folder;

  @Test
  void stateOfAnotherVersionIsRefusedUntilItIsReset() throws Exception {
    joinOnePost("old");
    // What a version with another format would have left: its number, then whatever.
    cluster.send("pinstream-old-posts-changelog", "\0\0\0\0\0\0\0\1", "\t" + "\0".repeat(20));
    cluster.flush();
    List<String> errors = errorsOf("old", folder.resolve("another disk"));
    assertThat(errors)
        .singleElement()
        .asString()
        .contains("format 9", "reads format 2", "Stop all instances", RESET);
    RunningApp.reset(cluster.servers(), "old", folder).run(false);
    joinOnePost("old");
  }

  @Test
  void stateForAnotherNumberOfPartitionsIsRefusedUntilItIsReset() throws Exception {
    joinOnePost("grown");
    cluster
        .admin
        .createPartitions(
            Map.of(
                "grown.pin", NewPartitions.increaseTo(2),
                "grown.geo", NewPartitions.increaseTo(2),
                "grown.user", NewPartitions.increaseTo(2)))
        .all()
        .get();
    RunningApp refused = new RunningApp(cluster.servers(), "grown", folder);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(refused::ended)
        .havingCause()
        .isInstanceOf(TopicsException.class)
        .withMessageContaining("made for 1 partitions (pinstream-grown-posts-changelog)")
        .withMessageContaining("have 2 now")
        .withMessageContaining(RESET);
    RunningApp.reset(cluster.servers(), "grown", folder).run(false);
    // Posts would lie in other partitions than consumers expect of their index.
    cluster.admin.deleteTopics(List.of("grown.post")).all().get();
    await().until(() -> !cluster.admin.listTopics().names().get().contains("grown.post"));
    joinOnePost("grown");
  }

  @Test
  void outputTopicsThatWouldRefuseARecordAreNamedAtTheStart() throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      cluster.create("made." + part, 2);
    }
    cluster.create("made.post", 3);
    cluster.create("made.answer.1", 1);
    cluster.create("pinstream-made-posts-changelog", 2);
    cluster
        .admin
        .createTopics(
            List.of(
                new NewTopic("made.dlq", Optional.of(1), Optional.empty())
                    .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "9000000"))))
        .all()
        .get();
    RunningApp refused = new RunningApp(cluster.servers(), "made", folder);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(refused::ended)
        .havingCause()
        .isInstanceOf(TopicsException.class)
        .withMessageContaining("Topic made.post has 3 partitions; expected 2. Delete it")
        .withMessageContaining("Topic made.post has cleanup.policy=delete; expected compact.")
        .withMessageContaining(
            "Topic made.answer.1 has max.message.bytes=1048588; expected at least 4194304. Change"
                + " it: kafka-configs.sh --alter --entity-type topics --entity-name made.answer.1"
                + " --add-config max.message.bytes=4194304")
        .withMessageContaining("Topic made.dlq has cleanup.policy=compact; expected delete.")
        .withMessageContaining("Topic pinstream-made-posts-changelog has max.message.bytes=1048588")
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .doesNotContain("made.dlq has max")
                    .doesNotContain("made.answer.2"));
  }

  private void joinOnePost(String userId) throws Exception {
    for (String part : List.of("pin", "geo", "user")) {
      if (!cluster.admin.listTopics().names().get().contains(userId + "." + part)) {
        cluster.create(userId + "." + part, 1);
      }
    }
    cluster.send(userId + ".pin", "7", Rows.pin(7, "t"));
    cluster.send(userId + ".geo", "7", Rows.geo(7, "Chad"));
    cluster.send(userId + ".user", "7", Rows.user(7, 30));
    cluster.flush();
    try (RunningApp app = new RunningApp(cluster.servers(), userId, folder)) {
      app.awaitReady();
      await().until(() -> app.json("/api/stats").get("joined").asInt() == 1);
    }
  }

  private static List<String> errorsOf(String userId, Path folder) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(StreamsRunner.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      RunningApp app = new RunningApp(cluster.servers(), userId, folder);
      assertThat(app.ended()).as("ended because it was asked to").isFalse();
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream()
        .filter(event -> event.getLevel().levelStr.equals("ERROR"))
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.toList());
  }
}
