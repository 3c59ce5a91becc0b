// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.topics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * The topics that Kafka Streams keeps for the app: a changelog for each store, and, where the
 * inputs are raw, a topic of clean rows for each of them.
 */
public final class InternalTopics {
  /** The one store that has no changelog: it holds nothing. */
  public static final String STORE_WITHOUT_CHANGELOG = "process-identity";

  private static final String REPARTITION = "-repartition";

  private InternalTopics() {}

  /** The names of the changelogs, sorted. */
  public static List<String> changelogs(Topology topology, String applicationId) {
    TreeSet<String> stores = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Processor processor) {
          stores.addAll(processor.stores());
        }
      }
    }
    stores.remove(STORE_WITHOUT_CHANGELOG);
    return stores.stream().map(store -> applicationId + "-" + store + "-changelog").toList();
  }

  /** The name of the topic of clean rows that come from a raw one. */
  public static String repartition(String applicationId, String name) {
    return applicationId + "-" + name + REPARTITION;
  }

  /** The names of the topics of clean rows, sorted; none where the inputs are clean. */
  public static List<String> repartitions(Topology topology, String applicationId) {
    TreeSet<String> topics = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          source.topicSet().stream()
              .filter(topic -> topic.endsWith(REPARTITION))
              .forEach(topics::add);
        }
      }
    }
    return topics.stream().map(topic -> applicationId + "-" + topic).toList();
  }

  /**
   * The settings that a changelog has to have when it is made by hand.
   *
   * @param overrides the user's own, without their {@code topic.} prefix
   */
  public static Map<String, String> changelogSettings(Map<String, Object> overrides) {
    return settings(TopicConfig.CLEANUP_POLICY_COMPACT, overrides);
  }

  /** Likewise of a topic of clean rows; Kafka Streams deletes what it has read itself. */
  public static Map<String, String> repartitionSettings(Map<String, Object> overrides) {
    Map<String, String> settings = settings(TopicConfig.CLEANUP_POLICY_DELETE, overrides);
    settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    return settings;
  }

  private static Map<String, String> settings(String policy, Map<String, Object> overrides) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    overrides.forEach((name, value) -> settings.put(name, String.valueOf(value)));
    return settings;
  }
}
