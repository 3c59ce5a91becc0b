// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at topics that the app writes and somebody else may have made. One that refuses a record
 * would fail the app again and again at the same record; here it is told before the first.
 */
final class OutputTopicCheck {
  private static final Logger LOG = LoggerFactory.getLogger(OutputTopicCheck.class);

  /**
   * What a topic has to be.
   *
   * @param partitions how many it must have; empty if any number does
   * @param cleanupPolicy the one that it must have, and no other beside it
   * @param maxMessageBytes the least that its {@code max.message.bytes} may be
   */
  record Expected(
      String topic, Optional<Integer> partitions, String cleanupPolicy, int maxMessageBytes) {}

  private final Admin admin;

  OutputTopicCheck(Admin admin) {
    this.admin = admin;
  }

  /**
   * Checks those topics that exist.
   *
   * @throws TopicsException if one is not as it has to be; the message names all that is wrong
   */
  void check(List<Expected> topics) throws TopicsException, InterruptedException {
    List<String> faults = new ArrayList<>();
    try {
      Set<String> existing = new TreeSet<>(admin.listTopics().names().get());
      List<Expected> found =
          topics.stream().filter(each -> existing.contains(each.topic())).toList();
      List<String> names = found.stream().map(Expected::topic).toList();
      Map<String, TopicDescription> descriptions =
          admin.describeTopics(names).allTopicNames().get();
      for (Expected each : found) {
        comparePartitions(each, descriptions.get(each.topic()).partitions().size(), faults);
      }
      Map<String, Config> settings = settings(names);
      for (Expected each : found) {
        compareSettings(each, settings.get(each.topic()), faults);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw ClusterTopics.refused("check", "topics that the app writes", e.getCause());
      }
      LOG.warn(
          "the topics that the app writes can't be checked: {}; it needs the right to describe"
              + " them and their settings",
          e.getCause().getMessage());
    }
    if (!faults.isEmpty()) {
      throw new TopicsException(String.join("\n", faults));
    }
  }

  private Map<String, Config> settings(List<String> topics)
      throws InterruptedException, ExecutionException {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return admin.describeConfigs(resources).all().get().entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().name(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  private static void comparePartitions(Expected expected, int partitions, List<String> faults) {
    if (expected.partitions().filter(count -> count != partitions).isPresent()) {
      faults.add(
          "Topic %s has %s partitions; expected %s. Delete it, and the app makes it anew, or give the app another user.id."
              .formatted(expected.topic(), partitions, expected.partitions().get()));
    }
  }

  private static void compareSettings(Expected expected, Config settings, List<String> faults) {
    String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(expected.cleanupPolicy())) {
      faults.add(
          wrong(
              expected.topic(),
              TopicConfig.CLEANUP_POLICY_CONFIG,
              policy,
              expected.cleanupPolicy(),
              expected.cleanupPolicy()));
    }
    int largest = Integer.parseInt(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    if (largest < expected.maxMessageBytes()) {
      faults.add(
          wrong(
              expected.topic(),
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              Integer.toString(largest),
              "at least " + expected.maxMessageBytes(),
              Integer.toString(expected.maxMessageBytes())));
    }
  }

  private static String wrong(
      String topic, String setting, String found, String expected, String remedy) {
    return "Topic %s has %s=%s; expected %s. Change it: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(topic, setting, found, expected, topic, setting, remedy);
  }
}
