// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.topics;

import io.pinstream.streams.topics.OutputTopicCheck.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the input topics, checks that they can be joined, and creates the output topics. */
public final class ClusterTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTopics.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final Duration FIRST_LOG_INTERVAL = Duration.ofSeconds(5);
  private static final Duration LAST_LOG_INTERVAL = Duration.ofMinutes(5);

  private final Admin admin;
  private final TopicNames names;

  public ClusterTopics(Admin admin, TopicNames names) {
    this.admin = admin;
    this.names = names;
  }

  /**
   * Waits until the three input topics exist.
   *
   * @param waitingFor told each time what is still missing
   * @param stop ends the waiting when it reaches zero
   * @return the number of partitions of each; empty if it was stopped
   * @throws TopicsException if the cluster does not let us in
   */
  public Optional<Map<String, Integer>> awaitInputs(
      Consumer<String> waitingFor, CountDownLatch stop)
      throws TopicsException, InterruptedException {
    Duration logInterval = FIRST_LOG_INTERVAL;
    long nextLog = System.nanoTime();
    do {
      String missing;
      try {
        Map<String, Integer> partitions = partitions(names.inputNames());
        if (partitions.size() == names.inputNames().size()) {
          return Optional.of(partitions);
        }
        List<String> absent = new ArrayList<>(names.inputNames());
        absent.removeAll(partitions.keySet());
        missing = "waiting for topics to be created: " + String.join(", ", absent);
      } catch (RetriableException e) {
        missing = "waiting for the brokers: " + e.getMessage();
      }
      waitingFor.accept(missing);
      if (System.nanoTime() - nextLog >= 0) {
        LOG.info("{}", missing);
        nextLog = System.nanoTime() + logInterval.toNanos();
        logInterval = longer(logInterval);
      }
    } while (!stop.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    return Optional.empty();
  }

  /**
   * Checks the output topics that exist, and those that Kafka Streams makes where they are not, and
   * creates the others, with the broker's replication factor.
   *
   * @param partitions how many the inputs have
   * @param answers the answers' topics
   * @param changelogs those that there may be
   * @param repartitions likewise the topics of clean rows
   * @param sendsLettersBack whether the app may be asked to
   * @param maxMessageBytes how large a record may be that the app writes
   * @throws TopicsException if the cluster refuses, or one that exists can't take what is written
   * @throws RetriableException if the brokers can't say or do it at the moment
   */
  public void prepareOutputs(
      int partitions,
      List<String> answers,
      List<String> changelogs,
      List<String> repartitions,
      boolean sendsLettersBack,
      int maxMessageBytes)
      throws TopicsException, InterruptedException {
    List<Expected> outputs = new ArrayList<>();
    outputs.add(table(names.posts(), partitions, maxMessageBytes));
    outputs.add(table(names.history(), 1, maxMessageBytes));
    answers.forEach(answer -> outputs.add(table(answer, 1, maxMessageBytes)));
    outputs.add(
        new Expected(
            names.deadLetters(),
            Optional.empty(),
            TopicConfig.CLEANUP_POLICY_DELETE,
            maxMessageBytes));
    if (sendsLettersBack) {
      outputs.add(table(names.sentLetters(), 1, maxMessageBytes));
    }
    List<Expected> written = new ArrayList<>(outputs);
    changelogs.forEach(changelog -> written.add(table(changelog, partitions, maxMessageBytes)));
    for (String repartition : repartitions) {
      written.add(
          new Expected(
              repartition,
              Optional.of(partitions),
              TopicConfig.CLEANUP_POLICY_DELETE,
              maxMessageBytes));
    }
    // What is made now need not be checked, and not every broker knows of it at once.
    new OutputTopicCheck(admin).check(written);
    for (Expected output : outputs) {
      create(topic(output));
    }
  }

  /**
   * Refuses state that was made for another number of partitions: a post's rows may lie elsewhere
   * since.
   *
   * @param changelogs those that there may be
   * @param partitions how many the inputs have
   * @param howToReset added to the message
   * @throws TopicsException if a changelog has another number, or the cluster does not let us in
   */
  public void checkChangelogs(List<String> changelogs, int partitions, String howToReset)
      throws TopicsException, InterruptedException {
    for (Map.Entry<String, Integer> changelog : partitions(changelogs).entrySet()) {
      if (changelog.getValue() != partitions) {
        throw new TopicsException(
            "The state was made for "
                + changelog.getValue()
                + " partitions ("
                + changelog.getKey()
                + "), but the input topics have "
                + partitions
                + " now. "
                + howToReset);
      }
    }
  }

  private static Expected table(String name, int partitions, int maxMessageBytes) {
    return new Expected(
        name, Optional.of(partitions), TopicConfig.CLEANUP_POLICY_COMPACT, maxMessageBytes);
  }

  private NewTopic topic(Expected output) {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, output.cleanupPolicy());
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(output.maxMessageBytes()));
    if (output.topic().equals(names.deadLetters())) {
      // What is as old as its record may be too old for the topic already.
      configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    if (output.topic().equals(names.history())) {
      // Each start reads all of it, and points are written again and again: compacted soon.
      configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofHours(1).toMillis()));
      configs.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
    }
    return new NewTopic(
            output.topic(), Optional.of(output.partitions().orElse(1)), Optional.empty())
        .configs(configs);
  }

  private Map<String, Integer> partitions(List<String> topics)
      throws TopicsException, InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(topics).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : descriptions.entrySet()) {
      try {
        partitions.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw refused("describe", "topic " + topic.getKey(), e.getCause());
        }
      }
    }
    return partitions;
  }

  /**
   * The number of partitions that all topics have.
   *
   * @param partitions that of each
   * @throws TopicsException if they differ
   */
  public static int samePartitions(Map<String, Integer> partitions) throws TopicsException {
    int most = partitions.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    if (partitions.values().stream().anyMatch(count -> count != most)) {
      StringBuilder counts = new StringBuilder();
      new TreeMap<>(partitions)
          .forEach(
              (topic, count) ->
                  counts
                      .append(counts.isEmpty() ? "" : ", ")
                      .append(topic)
                      .append(" ")
                      .append(count));
      throw new TopicsException(
          "The input topics differ in their number of partitions ("
              + counts
              + "), so rows of one post lie in different partitions and can't be joined. Give all"
              + " three the same number before any row is written: delete them and create them"
              + " again, or let the source do it (topic.creation.default.partitions).");
    }
    return most;
  }

  private void create(NewTopic topic) throws TopicsException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
      LOG.info("created topic {}", topic.name());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return;
      }
      // Without the right to create topics, one that an operator made is just as good.
      if (!(e.getCause() instanceof AuthorizationException && exists(topic.name()))) {
        throw refused("create", "topic " + topic.name(), e.getCause());
      }
    }
  }

  private boolean exists(String topic) throws InterruptedException {
    try {
      return !admin.describeTopics(List.of(topic)).allTopicNames().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }

  /**
   * What a refusal of the cluster is.
   *
   * @throws RetriableException if it may be gone in a moment
   */
  static TopicsException refused(String what, String which, Throwable cause) {
    if (cause instanceof RetriableException retriable
        && !(cause instanceof AuthenticationException)) {
      throw retriable;
    }
    if (cause instanceof AuthenticationException) {
      return new TopicsException("The brokers don't know us: " + cause.getMessage(), cause);
    }
    return new TopicsException("Can't " + what + " " + which + ": " + cause.getMessage(), cause);
  }

  private static Duration longer(Duration interval) {
    Duration doubled = interval.multipliedBy(2);
    return doubled.compareTo(LAST_LOG_INTERVAL) > 0 ? LAST_LOG_INTERVAL : doubled;
  }
}
