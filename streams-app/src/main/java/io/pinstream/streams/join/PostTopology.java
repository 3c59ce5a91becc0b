// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Table;
import io.pinstream.streams.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Three sources, one processor, one store, two sinks. Records travel as bytes: what can't be read
 * is still there, untouched, for the dead-letter topic.
 */
public final class PostTopology {
  /** The store of posts by index. */
  public static final String STORE = "posts";

  /** The node that joins. */
  public static final String JOIN = "join";

  static final String POSTS = "post-sink";
  static final String DEAD_LETTERS = "dlq-sink";

  private PostTopology() {}

  /**
   * The topology for a user's topics.
   *
   * @param limit how large what is written may be
   * @param listeners told of all posts that this instance stores
   */
  public static Topology build(
      TopicNames topics, RecordLimit limit, JoinMeters meters, PostListener.Factory listeners) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    Topology topology = new Topology();
    List<String> sources = new ArrayList<>();
    for (Table table : Table.values()) {
      String source = table.label() + "-source";
      topology.addSource(
          (AutoOffsetReset) null, source, new RecordTime(), read, read, topics.input(table));
      sources.add(source);
    }
    topology.addProcessor(
        JOIN,
        () -> new JoinProcessor(topics.inputs(), limit, meters),
        sources.toArray(String[]::new));
    topology.addStateStore(new PostStoreBuilder(STORE, listeners), JOIN);
    topology.addStateStore(ProcessIdentity.builder(), JOIN);
    topology.addSink(POSTS, topics.posts(), write, write, JOIN);
    topology.addSink(DEAD_LETTERS, topics.deadLetters(), write, write, JOIN);
    return topology;
  }
}
