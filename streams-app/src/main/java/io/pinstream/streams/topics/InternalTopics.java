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
 * The topics that Kafka Streams keeps for the app: a changelog for each store, and nothing else.
 */
public final class InternalTopics {
  /** The one store that has no changelog: it holds nothing. */
  public static final String STORE_WITHOUT_CHANGELOG = "process-identity";

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

  /**
   * The settings that a changelog has to have when it is made by hand.
   *
   * @param overrides the user's own, without their {@code topic.} prefix
   */
  public static Map<String, String> settings(Map<String, Object> overrides) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    overrides.forEach((name, value) -> settings.put(name, String.valueOf(value)));
    return settings;
  }
}
