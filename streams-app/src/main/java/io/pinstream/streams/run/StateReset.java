// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.pinstream.streams.topics.TopicNames;
import io.pinstream.streams.topics.TopicsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Makes the app forget: its state on disk, its changelogs, its position in the inputs, and the
 * answers' topics. The next start reads the inputs from their beginning. The posts' topic stays;
 * what is read again replaces it key by key.
 */
public final class StateReset {
  private final StreamsConfig config;
  private final TopicNames names;
  private final Topology topology;
  private final List<String> changelogs;

  public StateReset(
      StreamsConfig config, TopicNames names, Topology topology, List<String> changelogs) {
    this.config = config;
    this.names = names;
    this.topology = topology;
    this.changelogs = changelogs;
  }

  /**
   * Resets.
   *
   * @return what was removed, in words
   * @throws TopicsException if an instance still runs or the cluster refuses
   */
  public List<String> run() throws TopicsException, InterruptedException {
    String applicationId = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    List<String> removed = new ArrayList<>();
    try (Admin admin = Admin.create(config.getAdminConfigs(applicationId + "-reset"))) {
      if (groupExists(admin, applicationId)) {
        admin.deleteConsumerGroups(List.of(applicationId)).all().get();
        removed.add("the position in the inputs (group " + applicationId + ")");
      }
      List<String> topics = new ArrayList<>(changelogs);
      for (int question = 1; question <= TopicNames.QUESTIONS; question++) {
        topics.add(names.answer(question));
      }
      Set<String> existing = admin.listTopics().names().get();
      topics.retainAll(existing);
      admin.deleteTopics(topics).all().get();
      topics.forEach(topic -> removed.add("topic " + topic));
    } catch (ExecutionException e) {
      throw new TopicsException("The reset failed: " + e.getCause().getMessage(), e.getCause());
    }
    try (KafkaStreams streams = new KafkaStreams(topology, config)) {
      streams.cleanUp();
    }
    removed.add(
        "the state in " + config.getString(StreamsConfig.STATE_DIR_CONFIG) + "/" + applicationId);
    return removed;
  }

  private static boolean groupExists(Admin admin, String group)
      throws TopicsException, InterruptedException, ExecutionException {
    try {
      ConsumerGroupDescription description =
          admin.describeConsumerGroups(List.of(group)).all().get().get(group);
      if (!description.members().isEmpty()) {
        throw new TopicsException(
            "An instance of "
                + group
                + " still runs ("
                + description.members().size()
                + " members); stop it before the reset");
      }
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }
}
