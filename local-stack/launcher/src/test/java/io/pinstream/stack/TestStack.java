// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.connect.ConnectorStatus;
import io.pinstream.stack.demo.PostWatch;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A running stack and what tests ask of it. */
final class TestStack implements StackListener, AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Settings of a broker that tests kill: it is back before the stack's would be. */
  static final Map<String, String> BACK_SOON = Map.of("broker.session.timeout.ms", "3000");

  private final List<String> crashes = new CopyOnWriteArrayList<>();
  private final LocalStack stack;
  private PostWatch watch;

  private TestStack(StackOptions options) {
    stack = LocalStack.create(options, this);
  }

  static TestStack start(StackOptions options) {
    var test = new TestStack(options);
    try {
      test.stack.start();
      test.watch = PostWatch.start(test.stack.broker().bootstrapServers(), test.stack.topics());
      return test;
    } catch (RuntimeException e) {
      test.stack.close();
      throw e;
    }
  }

  LocalStack stack() {
    return stack;
  }

  PostWatch watch() {
    return watch;
  }

  List<String> crashes() {
    return crashes;
  }

  /** Waits until so many posts have been emitted and all of them are joined. */
  PostWatch.Sight awaitPosts(long posts) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              failOnBrokenConnector();
              var sight = watch.sight();
              assertThat(sight.posts()).as("posts emitted").isEqualTo(posts);
              assertThat(sight.joined()).as("posts joined").isEqualTo(sight.distinct());
            });
    return watch.sight();
  }

  /** Waits until the lake holds every record of the four topics. */
  void awaitLake() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              failOnBrokenConnector();
              try (var session = LakeSession.open(stack.lake())) {
                assertThat(session.counts()).isEqualTo(watch.sight().records());
              }
            });
  }

  private void failOnBrokenConnector() {
    assertThat(
            stack.connectors().stream()
                .map(ConnectorStatus::failure)
                .flatMap(Optional::stream)
                .toList())
        .isEmpty();
  }

  @Override
  public void rowsLoaded(String table, long rows, long rowsOfTable) {}

  @Override
  public void ready(Service service, Duration sinceStart) {}

  @Override
  public void crashed(ChildProcess process) {
    crashes.add(process.lastWords());
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    stack.close();
  }
}
