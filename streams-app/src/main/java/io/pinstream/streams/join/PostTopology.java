// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.topics.TopicNames;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
   * @param sources where rows come from
   * @param limit how large what is written may be
   * @param listeners told of all posts that this instance stores
   */
  public static Topology build(
      RowSources sources,
      TopicNames topics,
      RecordLimit limit,
      JoinMeters meters,
      List<PostListener.Factory> listeners) {
    ByteArraySerializer write = new ByteArraySerializer();
    Topology topology = sources.topology();
    topology.addProcessor(
        JOIN,
        () -> new JoinProcessor(sources.tables(), limit, meters),
        sources.nodes().toArray(String[]::new));
    topology.addStateStore(PostStore.builder(STORE, listeners), JOIN);
    topology.addStateStore(ProcessIdentity.builder(), JOIN);
    topology.addSink(POSTS, topics.posts(), write, write, JOIN);
    topology.addSink(DEAD_LETTERS, topics.deadLetters(), write, write, JOIN);
    return topology;
  }
}
