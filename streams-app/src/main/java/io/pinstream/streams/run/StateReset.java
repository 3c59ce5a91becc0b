// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.pinstream.streams.answers.Question;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.config.InvalidSettingException;
import io.pinstream.streams.topics.InternalTopics;
import io.pinstream.streams.topics.TopicNames;
import io.pinstream.streams.topics.TopicsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Makes the app forget: its state on disk, its changelogs and other internal topics, its position
 * in the inputs, and the answers' topics. The next start reads the inputs from their beginning. The
 * posts' topic stays; what is read again replaces it key by key. So does the history, unless it is
 * to go as well.
 */
public final class StateReset {
  /** What to tell a user whose state can't be used. */
  static final String HOW_TO =
      "Stop all instances, run the app once with 'reset --config FILE', and start it again:"
          + " it reads the inputs from their beginning.";

  /** Brokers that don't answer the first call in this time don't answer at all. */
  private static final ListTopicsOptions ANSWERED_SOON = new ListTopicsOptions().timeoutMs(10_000);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  private final StreamsConfig config;
  private final TopicNames names;
  private final Topology topology;

  public StateReset(AppConfig settings) throws InvalidSettingException {
    this.config = settings.streams();
    this.names = settings.topics();
    this.topology = PinstreamTopology.describable(settings);
  }

  /**
   * Resets.
   *
   * @param history whether to forget the history too, which nobody can count anew
   * @return what was removed, in words
   * @throws TopicsException if an instance still runs or the cluster refuses
   */
  public List<String> run(boolean history) throws TopicsException, InterruptedException {
    String applicationId = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    List<String> removed = new ArrayList<>();
    try (Admin admin = Admin.create(config.getAdminConfigs(applicationId + "-reset"))) {
      Set<String> existing = admin.listTopics(ANSWERED_SOON).names().get();
      if (groupExists(admin, applicationId)) {
        admin.deleteConsumerGroups(List.of(applicationId)).all().get();
        removed.add("the position in the inputs (group " + applicationId + ")");
      }
      List<String> topics = new ArrayList<>(InternalTopics.changelogs(topology, applicationId));
      topics.addAll(InternalTopics.repartitions(topology, applicationId));
      for (Question question : Question.values()) {
        topics.add(names.answer(question.number()));
      }
      if (history) {
        topics.add(names.history());
      }
      topics.retainAll(existing);
      admin.deleteTopics(topics).all().get();
      topics.forEach(topic -> removed.add("topic " + topic));
    } catch (ExecutionException e) {
      String why = e.getCause().getMessage();
      if (e.getCause() instanceof TimeoutException) {
        why =
            "the brokers that bootstrap.servers leads to, " + servers() + ", don't answer: " + why;
      }
      throw new TopicsException("The reset failed: " + why, e.getCause());
    }
    try (KafkaStreams streams = new KafkaStreams(topology, config)) {
      streams.cleanUp();
    }
    removed.add(
        "the state in " + config.getString(StreamsConfig.STATE_DIR_CONFIG) + "/" + applicationId);
    return removed;
  }

  private String servers() {
    return String.join(",", config.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** A member that was killed counts until its session ends. */
  private boolean groupExists(Admin admin, String group)
      throws TopicsException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    int members = members(admin, group);
    while (members > 0 && System.nanoTime() - start < longestSession().toNanos()) {
      TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
      members = members(admin, group);
    }
    if (members > 0) {
      throw new TopicsException(
          "An instance of "
              + group
              + " still runs ("
              + members
              + " members); stop it before the reset");
    }
    return members == 0;
  }

  private Duration longestSession() {
    Object timeout =
        config
            .getMainConsumerConfigs("group", "client", 0)
            .get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    return Duration.ofMillis(Long.parseLong(timeout.toString())).plusSeconds(2);
  }

  /** How many members the group has, or -1 if there is no such group. */
  private static int members(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return -1;
      }
      throw e;
    }
  }
}
