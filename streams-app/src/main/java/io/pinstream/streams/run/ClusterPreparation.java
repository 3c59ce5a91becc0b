// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import com.fasterxml.jackson.databind.util.ClassUtil;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.HttpConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.topics.ClusterTopics;
import io.pinstream.streams.topics.InternalTopics;
import io.pinstream.streams.topics.TopicNames;
import io.pinstream.streams.topics.TopicsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be so in the cluster before the app joins: its topics, and where instances run. */
final class ClusterPreparation {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPreparation.class);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final int CALL_TIMEOUT_MS = 10_000;
  private static final Duration ADMIN_CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final AppConfig config;
  private final StreamsConfig streamsConfig;
  private final Function<Map<String, Object>, Admin> clients;

  ClusterPreparation(AppConfig config) throws InvalidSettingException {
    this(config, Admin::create);
  }

  /**
   * Prepares by a client of the caller's.
   *
   * @param clients makes it of its settings
   */
  ClusterPreparation(AppConfig config, Function<Map<String, Object>, Admin> clients)
      throws InvalidSettingException {
    this.config = config;
    this.streamsConfig = config.streams();
    this.clients = clients;
  }

  /**
   * Waits for the input topics, makes those that are missing of the others, and checks all.
   *
   * @param waitingFor told each time what is still missing
   * @param stop ends the waiting when it reaches zero
   * @return how many partitions the join has; empty if it was stopped
   */
  Optional<Integer> prepareTopics(Consumer<String> waitingFor, CountDownLatch stop)
      throws InvalidSettingException, TopicsException, InterruptedException {
    Admin admin = admin();
    try {
      ClusterTopics topics = new ClusterTopics(admin, config.topics());
      int tries = 0;
      do {
        try {
          return prepareTopics(topics, waitingFor, stop);
        } catch (RetriableException e) {
          // The first time, the second, the fourth: what stays must not fill the log.
          if (Integer.bitCount(++tries) == 1) {
            LOG.info("waiting for the brokers: {}", e.getMessage());
          }
          waitingFor.accept("waiting for the brokers: " + e.getMessage());
        }
      } while (!stop.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
      return Optional.empty();
    } finally {
      admin.close(ADMIN_CLOSE_TIMEOUT);
    }
  }

  private Optional<Integer> prepareTopics(
      ClusterTopics topics, Consumer<String> waitingFor, CountDownLatch stop)
      throws TopicsException, InterruptedException {
    Optional<Map<String, Integer>> inputs = topics.awaitInputs(waitingFor, stop);
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    int partitions =
        switch (config.inputs()) {
          case CLEAN -> ClusterTopics.samePartitions(inputs.get());
          // Their rows are spread anew.
          case RAW -> Collections.max(inputs.get().values());
        };
    prepareOthers(topics, partitions);
    return Optional.of(partitions);
  }

  private void prepareOthers(ClusterTopics topics, int partitions)
      throws TopicsException, InterruptedException {
    Topology topology = PinstreamTopology.describable(config);
    List<String> changelogs = InternalTopics.changelogs(topology, config.applicationId());
    List<String> repartitions = InternalTopics.repartitions(topology, config.applicationId());
    topics.checkChangelogs(changelogs, partitions, StateReset.HOW_TO);
    List<String> answers =
        Arrays.stream(Question.values())
            .map(question -> config.topics().answer(question.number()))
            .toList();
    topics.prepareOutputs(
        partitions,
        answers,
        changelogs,
        repartitions,
        config.http().token().isPresent(),
        maxRecordBytes());
  }

  /** How large a record the app's producers send at most, bytes. */
  int maxRecordBytes() {
    return (Integer)
        ConfigDef.parseType(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            streamsConfig
                .getProducerConfigs("record-limit")
                .getOrDefault(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicNames.MAX_MESSAGE_BYTES),
            ConfigDef.Type.INT);
  }

  private Admin admin() throws InvalidSettingException {
    Map<String, Object> settings =
        streamsConfig.getAdminConfigs(config.topics().userId() + "-topics");
    // Who stops the app waits for a call that is under way; all of them are tried again.
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS);
    try {
      return clients.apply(settings);
    } catch (KafkaException e) {
      throw new InvalidSettingException(
          "can't make a client from the settings: " + ClassUtil.getRootCause(e).getMessage());
    }
  }

  /** Refuses an address under which instances on other machines would find themselves. */
  void checkAdvertised(String applicationServer)
      throws InvalidSettingException, InterruptedException {
    AdvertisedAddress address = new AdvertisedAddress(applicationServer);
    if (!address.isLoopback()) {
      if (config.http().instanceSecret().isEmpty()) {
        throw new InvalidSettingException(
            "application.server is "
                + applicationServer
                + ", where other machines are to ask this instance, but nobody can: without "
                + HttpConfig.INSTANCE_SECRET
                + " it listens to its own machine only. Set it, the same for all instances.");
      }
      return;
    }
    Optional<String> problem = problemWith(address, Optional.empty());
    if (problem.isPresent()) {
      throw new InvalidSettingException(problem.get());
    }
  }

  /**
   * What is wrong with a loopback address right now, where the group's members run.
   *
   * @param before what is wrong if the brokers don't say where
   */
  Optional<String> problemWith(AdvertisedAddress address, Optional<String> before)
      throws InvalidSettingException, InterruptedException {
    String group = streamsConfig.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    Admin admin = admin();
    try {
      return address.problem(
          admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
              .map(MemberDescription::host)
              .toList());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        // Nobody has joined yet.
        return Optional.empty();
      }
      LOG.warn(
          "whether other instances run on other machines can't be told: {}",
          e.getCause().getMessage());
      return before;
    } finally {
      admin.close(ADMIN_CLOSE_TIMEOUT);
    }
  }
}
