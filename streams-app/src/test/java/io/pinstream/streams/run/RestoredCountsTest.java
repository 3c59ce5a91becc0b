// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.Rows;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.join.PostTopology;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.join.RowSources;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.topics.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Posts count while they are restored, once, by whoever restores them. */
@ExtendWith(SharedCluster.class)
class RestoredCountsTest {
  private static final int POSTS = 800;
  private static final Set<Integer> PARTITIONS = Set.of(0, 1);

  private static Cluster cluster;

  @TempDir private Path folder;

  /** The join alone, its counts, and what it told its listeners. */
  private final class Instance implements AutoCloseable {
    private final LocalCounts counts = new LocalCounts();
    private final AtomicInteger restored = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final KafkaStreams streams;

    Instance(String userId, String name, Duration perPost, Map<String, String> more)
        throws Exception {
      Map<String, String> settings = new TreeMap<>(more);
      settings.put("bootstrap.servers", cluster.servers());
      settings.put("user.id", userId);
      settings.put("num.stream.threads", "1");
      settings.put("state.dir", folder.resolve(name).toString());
      List<PostListener.Factory> listeners =
          List.of(counts, partition -> new SlowListener(perPost));
      streams =
          new KafkaStreams(
              PostTopology.build(
                  RowSources.clean(new TopicNames(userId)),
                  new TopicNames(userId),
                  new RecordLimit(TopicNames.MAX_MESSAGE_BYTES),
                  new JoinMeters(new SimpleMeterRegistry()),
                  listeners),
              AppConfig.of(settings).streams());
      streams.setUncaughtExceptionHandler(
          failure -> {
            failures.add(failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
          });
      streams.start();
    }

    List<String> answer() {
      return counts
          .sum(Question.TOP_CATEGORY_BY_COUNTRY, PARTITIONS)
          .map(sum -> sum.jsonRows().stream().map(row -> new String(row, UTF_8)).toList())
          .orElse(List.of());
    }

    @Override
    public void close() {
      streams.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(Duration.ofSeconds(10)));
    }

    private final class SlowListener implements PostListener {
      private final Duration perPost;

      SlowListener(Duration perPost) {
        this.perPost = perPost;
      }

      @Override
      public void restored(Post before, Post after) {
        restored.incrementAndGet();
        LockSupport.parkNanos(perPost.toNanos());
      }

      @Override
      public void changed(Post before, Post after, long timestamp) {
        // Only what is restored is slow.
      }
    }
  }

  /** A pass over all posts while the thread has a transaction open would lose its tasks. */
  @Test
  void aSlowListenerAndAShortTransactionTimeoutLoseNoTask() throws Exception {
    send("slow");
    try (Instance first = new Instance("slow", "first", Duration.ZERO, Map.of())) {
      awaitAnswer(first);
    }
    try (Instance again =
        new Instance(
            "slow",
            "again",
            Duration.ofMillis(6),
            Map.of("producer.transaction.timeout.ms", "2000"))) {
      awaitAnswer(again);
      assertThat(again.failures).isEmpty();
      assertThat(again.restored)
          .as("each record of the changelog once")
          .hasValue(cluster.read("pinstream-slow-posts-changelog").size());
    }
  }

  @Test
  void aStandbyThatTakesOverAnswersWithoutReadingAnythingAgain() throws Exception {
    send("spare");
    Map<String, String> standbys = Map.of("num.standby.replicas", "1");
    Instance owner = new Instance("spare", "owner", Duration.ZERO, standbys);
    try (Instance standby = new Instance("spare", "standby", Duration.ZERO, standbys)) {
      // Each has a partition of its own and a copy of the other's, in the end.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  owner.counts.partitions().size() == 1
                      && standby.counts.partitions().size() == 1
                      && owner.restored.get() + standby.restored.get() >= POSTS);
      int restored = standby.restored.get();
      owner.close();
      awaitAnswer(standby);
      assertThat(standby.restored.get() - restored).as("restored again").isLessThan(POSTS / 10);
      assertThat(standby.failures).isEmpty();
    } finally {
      owner.close();
    }
  }

  /** Or the transactions that a killed process leaves open end after ten seconds only. */
  @Test
  void aProcessKeepsItsIdOverARestart() throws Exception {
    send("same");
    String[] ids = new String[2];
    for (int start = 0; start < ids.length; start++) {
      try (Instance instance = new Instance("same", "disk", Duration.ZERO, Map.of())) {
        awaitAnswer(instance);
        ids[start] =
            instance.streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.producerClientIds().stream())
                .findAny()
                .orElseThrow();
      }
    }
    assertThat(ids[1]).isEqualTo(ids[0]);
  }

  /** A partition may be another instance's by then. */
  @Test
  void whatAKilledProcessLeavesOnDiskIsGoneAfterTheNextStart() throws Exception {
    send("killed");
    Path state = folder.resolve("left/pinstream-killed");
    for (String task : List.of("0_0", "0_1", "0_7")) {
      Path posts = Files.createDirectories(state.resolve(task).resolve("posts"));
      Files.write(posts.resolve("000011.blob"), new byte[1000]);
    }
    try (Instance instance = new Instance("killed", "left", Duration.ZERO, Map.of())) {
      awaitAnswer(instance);
      assertThat(state.resolve("0_0/posts")).isDirectoryNotContaining("glob:**/000011.blob");
      assertThat(state.resolve("0_1/posts")).isDirectoryNotContaining("glob:**/000011.blob");
      assertThat(state.resolve("0_7/posts")).doesNotExist();
      assertThat(instance.failures).isEmpty();
    }
    assertThat(state.resolve("0_0/posts")).doesNotExist();
  }

  private static void send(String userId) throws Exception {
    for (String table : List.of(".pin", ".geo", ".user")) {
      cluster.create(userId + table, PARTITIONS.size());
    }
    cluster.create(userId + ".post", PARTITIONS.size());
    cluster.create(userId + ".dlq", 1);
    for (int ind = 0; ind < POSTS; ind++) {
      String key = Integer.toString(ind);
      cluster.send(userId + ".pin", key, Rows.pin(ind, "t"));
      cluster.send(userId + ".geo", key, Rows.geo(ind, "Chad"));
      cluster.send(userId + ".user", key, Rows.user(ind, 30));
    }
    cluster.flush();
  }

  private static void awaitAnswer(Instance instance) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(instance.answer())
                    .containsExactly(
                        "{\"country\":\"Chad\",\"category\":\"art\",\"category_count\":"
                            + POSTS
                            + "}"));
  }
}
