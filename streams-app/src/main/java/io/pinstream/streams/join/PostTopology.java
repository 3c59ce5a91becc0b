// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.topics.TopicNames;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * Three sources, one processor, one store, two sinks. Records travel as bytes: what can't be read
 * is still there, untouched, for the dead-letter topic.
 */
public final class PostTopology {
  /** The store of {@link PostParts} by index. */
  public static final String STORE = "posts";

  /** The node that joins. */
  public static final String JOIN = "join";

  static final String POSTS = "post-sink";
  static final String DEAD_LETTERS = "dlq-sink";

  private PostTopology() {}

  /** The topology for a user's topics. */
  public static Topology build(
      TopicNames topics, JoinMeters meters, PostListener.Factory listeners) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    Topology topology = new Topology();
    String[] sources = new String[Part.values().length];
    for (Part part : Part.values()) {
      String source = part.label() + "-source";
      topology.addSource(source, read, read, topics.input(part));
      sources[part.position()] = source;
    }
    topology.addProcessor(
        JOIN, () -> new JoinProcessor(topics.inputs(), meters, listeners), sources);
    topology.addStateStore(new PostStoreBuilder(STORE), JOIN);
    topology.addSink(POSTS, topics.posts(), write, write, JOIN);
    topology.addSink(DEAD_LETTERS, topics.deadLetters(), write, write, JOIN);
    return topology;
  }
}
