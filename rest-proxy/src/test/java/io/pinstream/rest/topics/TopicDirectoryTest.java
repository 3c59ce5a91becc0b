// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.rest.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicDirectoryTest {
  private final AtomicLong now = new AtomicLong();
  private Cluster cluster;
  private Admin admin;
  private TopicDirectory topics;

  @BeforeEach
  void start() throws Exception {
    cluster = new Cluster();
    cluster.createInputs("ada", 1);
    admin = Admin.create(Map.of("bootstrap.servers", cluster.servers()));
    topics = new TopicDirectory(admin, Pattern.compile("ada[.].*"), Runnable::run, now::get);
    assertThat(pin().partitions()).hasSize(1);
  }

  @AfterEach
  void stop() {
    admin.close(Duration.ZERO);
    cluster.close();
  }

  private TopicDescription pin() throws Exception {
    return topics.topic("ada.pin").get(30, TimeUnit.SECONDS);
  }

  private void anHourLater() {
    now.addAndGet(Duration.ofHours(1).toNanos());
  }

  /** A broker knows of changes a moment after who made them is told. */
  private void eachTimeAnHourLater(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              anHourLater();
              assertion.run();
            });
  }

  @Test
  void whoAsksAfterHalfAMinuteIsToldOfATopicThatIsGone() throws Exception {
    admin.deleteTopics(List.of("ada.pin")).all().get();
    assertThat(pin().name()).as("within half a minute").isEqualTo("ada.pin");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> topics.settings("ada.pin").get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnknownTopicException.class));
    eachTimeAnHourLater(
        () -> assertThatThrownBy(this::pin).hasCauseInstanceOf(UnknownTopicException.class));
  }

  @Test
  void whoAsksAfterHalfAMinuteIsToldOfPartitionsThatAreNew() throws Exception {
    admin.createPartitions(Map.of("ada.pin", NewPartitions.increaseTo(3))).all().get();
    eachTimeAnHourLater(() -> assertThat(pin().partitions()).hasSize(3));
  }

  @Test
  void whatIsKnownStandsWhileTheBrokersDoNotAnswer() throws Exception {
    cluster.shutDownBroker();
    anHourLater();
    assertThat(pin().partitions()).hasSize(1);
  }
}
