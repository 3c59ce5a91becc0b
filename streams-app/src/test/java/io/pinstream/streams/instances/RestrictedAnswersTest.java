// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pinstream.streams.answers.Question;
import io.pinstream.streams.post.PostFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.internals.StreamsMetadataImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestrictedAnswersTest {
  private final AtomicInteger scans = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final RestrictedAnswers answers =
      new RestrictedAnswers(
          new LocalPosts(query -> null),
          new AllInstances(this::unknown, new PeerClient(Optional.empty())));

  /** A scan that takes a while and then fails. */
  private Optional<Instances> unknown() {
    scans.incrementAndGet();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new InstanceException(InstanceException.Cause.PARTITIONS_MOVE, "away");
  }

  @Test
  void whoeverGivesUpIsNotWorkedForAndWhoeverWaitsAsksAgain() {
    RestrictedAnswers impatient =
        new RestrictedAnswers(
            new LocalPosts(query -> null),
            new AllInstances(this::unknown, new PeerClient(Optional.empty())),
            Duration.ofMillis(500));
    CompletableFuture<RestrictedAnswers.Answer> first =
        impatient.answer(Question.USERS_BY_JOIN_YEAR, year(1));
    CompletableFuture<RestrictedAnswers.Answer> second =
        impatient.answer(Question.USERS_BY_JOIN_YEAR, year(2));
    long asked = System.nanoTime();
    for (CompletableFuture<RestrictedAnswers.Answer> each : List.of(first, second)) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(each::join)
          .withMessageContaining("still being looked through; ask again")
          .matches(e -> e.getCause() instanceof InstanceException);
    }
    await().until(() -> System.nanoTime() - asked > Duration.ofMillis(1100).toNanos());
    CompletableFuture<RestrictedAnswers.Answer> again =
        impatient.answer(Question.USERS_BY_JOIN_YEAR, year(1));
    goOn.countDown();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(again::join)
        .withMessageContaining("away");
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(impatient.answer(Question.USERS_BY_JOIN_YEAR, year(3))::join)
        .withMessageContaining("away");
    assertThat(scans).as("of the first and third question").hasValue(2);
    impatient.close();
  }

  private static PostFilter year(int year) {
    return new PostFilter(Optional.empty(), Optional.empty(), Optional.of(year), Optional.empty());
  }

  @Test
  void whoAsksTheSameWaitsForTheSameAndAFailureIsNotKept() {
    List<CompletableFuture<RestrictedAnswers.Answer>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(answers.answer(Question.USERS_BY_JOIN_YEAR, year(2020)));
    }
    goOn.countDown();
    for (CompletableFuture<RestrictedAnswers.Answer> each : all) {
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(each::join)
          .withMessageContaining("away");
    }
    assertThat(scans).hasValue(1);
    await()
        .until(
            () ->
                answers.answer(Question.USERS_BY_JOIN_YEAR, year(2020)) != all.get(0)
                    && scans.get() > 1);
  }

  @Test
  void soManyThatNobodyWouldWaitForTheLastAreRefused() {
    for (int year = 0; year < 17; year++) {
      var unused = answers.answer(Question.USERS_BY_JOIN_YEAR, year(year));
      // The first leaves the queue to the others.
      await().until(() -> scans.get() == 1);
    }
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(() -> answers.answer(Question.USERS_BY_JOIN_YEAR, year(2000)))
        .withMessageContaining("16 restricted questions wait")
        .matches(e -> e.why() == InstanceException.Cause.BUSY);
    goOn.countDown();
  }

  /** Else an answer over millions of posts is lost whole for the moment at which others looked. */
  @Test
  void aStepThatIsRefusedIsAskedForAgain(@TempDir Path folder) {
    AtomicInteger steps = new AtomicInteger();
    LocalPosts busyTwice =
        new LocalPosts(
            query -> {
              throw steps.incrementAndGet() < 3
                  ? new InstanceException(InstanceException.Cause.BUSY, "others look")
                  : new InstanceException(InstanceException.Cause.INSTANCE_FAILS, "reached");
            });
    Topology topology = new Topology();
    topology.addSource("source", "u.pin");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "u");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    try (KafkaStreams streams = new OneInstance(topology, settings)) {
      Instances alone = new Instances(streams, "here:1", "u.pin", 1);
      RestrictedAnswers asked =
          new RestrictedAnswers(
              busyTwice,
              new AllInstances(() -> Optional.of(alone), new PeerClient(Optional.empty())));
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(asked.answer(Question.USERS_BY_JOIN_YEAR, year(1))::join)
          .withMessageContaining("reached");
      assertThat(steps).hasValue(3);
      asked.close();
    }
  }

  /** Streams that know of themselves alone, without a broker. */
  private static final class OneInstance extends KafkaStreams {
    OneInstance(Topology topology, Properties settings) {
      super(topology, settings);
    }

    @Override
    public Collection<StreamsMetadata> metadataForAllStreamsClients() {
      return List.of(
          new StreamsMetadataImpl(
              new HostInfo("here", 1),
              Set.of(),
              Set.of(new TopicPartition("u.pin", 0)),
              Set.of(),
              Set.of()));
    }
  }
}
