// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.config.AppConfig;
import io.pinstream.streams.history.HistoryRecorder;
import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.join.PostListener;
import io.pinstream.streams.join.PostTopology;
import io.pinstream.streams.join.RecordLimit;
import io.pinstream.streams.join.RowSources;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.raw.RawInputs;
import io.pinstream.streams.topics.InternalTopics;
import io.pinstream.streams.topics.TopicNames;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The whole topology: the join, and beside it what writes the answers and their history. */
public final class PinstreamTopology {
  private static final String PUBLISHER = "publish-answers";
  private static final String RECORDER = "record-history";

  private PinstreamTopology() {}

  /**
   * The topology for a user's topics.
   *
   * @param partitions how many the inputs have
   * @param limit how large what is written may be
   * @param listeners told of all posts
   * @param answers the answers over all partitions, for their topics; empty while they can't be had
   * @param wholeAnswers the same once a turn of them is through, for the history
   * @param history the keys of its points
   */
  public static Topology build(
      AppConfig config,
      int partitions,
      RecordLimit limit,
      JoinMeters meters,
      List<PostListener.Factory> listeners,
      Supplier<Optional<AnswerSnapshot>> answers,
      Supplier<Optional<AnswerSnapshot>> wholeAnswers,
      NavigableSet<String> history) {
    TopicNames topics = config.topics();
    RowSources sources =
        switch (config.inputs()) {
          case CLEAN -> RowSources.clean(topics);
          case RAW -> RawInputs.sources(topics, config.applicationId(), partitions, limit, meters);
        };
    Topology topology = PostTopology.build(sources, topics, limit, meters, listeners);
    topology.addProcessor(PUBLISHER, () -> new AnswerPublisher(answers), PostTopology.JOIN);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(AnswerPublisher.STORE),
            Serdes.String(),
            Serdes.ByteArray()),
        PUBLISHER);
    ByteArraySerializer write = new ByteArraySerializer();
    for (Question question : Question.values()) {
      topology.addSink(
          AnswerPublisher.sink(question),
          topics.answer(question.number()),
          write,
          write,
          PUBLISHER);
    }
    topology.addProcessor(
        RECORDER, () -> new HistoryRecorder(wholeAnswers, history), PostTopology.JOIN);
    topology.addSink("history-sink", topics.history(), write, write, RECORDER);
    return topology;
  }

  /** The same topology, to be looked at and not to be run: nothing counts what it does. */
  public static Topology describable(AppConfig config) {
    return build(
        config,
        1,
        new RecordLimit(TopicNames.MAX_MESSAGE_BYTES),
        new JoinMeters(new SimpleMeterRegistry()),
        List.of(),
        Optional::empty,
        Optional::empty,
        new TreeSet<>());
  }

  /** The topics that the join reads. */
  static List<String> joined(AppConfig config) {
    return switch (config.inputs()) {
      case CLEAN -> config.topics().inputNames();
      case RAW ->
          Arrays.stream(Table.values())
              .map(table -> InternalTopics.repartition(config.applicationId(), table.label()))
              .toList();
    };
  }
}
