// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.PostKey;
import io.pinstream.streams.join.PostParts;
import io.pinstream.streams.join.PostTopology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the posts that lie in this instance's partitions, and knows which instances have the
 * others.
 */
public final class LocalPosts {
  private final KafkaStreams streams;
  private final String ownServer;

  /**
   * The posts of these streams.
   *
   * @param ownServer this instance's {@code application.server}
   */
  public LocalPosts(KafkaStreams streams, String ownServer) {
    this.streams = streams;
    this.ownServer = ownServer;
  }

  /**
   * The {@code application.server} of the instance that has the post's partition, unless it is this
   * one.
   *
   * @throws InvalidStateStoreException if no instance has it right now
   */
  public Optional<String> otherServer(long index) {
    KeyQueryMetadata owner =
        streams.queryMetadataForKey(
            PostTopology.STORE, Long.toString(index), new StringSerializer());
    if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new InvalidStateStoreException("no instance has the partition of post " + index);
    }
    String server = owner.activeHost().host() + ":" + owner.activeHost().port();
    return server.equals(ownServer) ? Optional.empty() : Optional.of(server);
  }

  /**
   * The post as JSON, if all of its parts are there.
   *
   * @throws InvalidStateStoreException if the store can't be read now
   */
  public Optional<byte[]> get(long index) {
    PostParts parts = PostParts.of(streams.store(query()).get(PostKey.toStored(index)));
    return parts.complete() ? Optional.of(parts.toJson(index)) : Optional.empty();
  }

  /**
   * Posts by index.
   *
   * @param after only indexes above this
   * @param limit at most so many
   * @throws InvalidStateStoreException if the store can't be read now
   */
  public List<byte[]> list(long after, int limit) {
    List<KeyValue<Long, byte[]>> found = new ArrayList<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        first(streams.store(query().withPartition(task.taskId().partition())), after, limit, found);
      }
    }
    return found.stream()
        .sorted(Comparator.comparing(post -> post.key))
        .limit(limit)
        .map(post -> post.value)
        .toList();
  }

  private static void first(
      ReadOnlyKeyValueStore<Long, byte[]> partition,
      long after,
      int limit,
      List<KeyValue<Long, byte[]>> found) {
    if (after == Long.MAX_VALUE) {
      return;
    }
    int most = found.size() + limit;
    try (KeyValueIterator<Long, byte[]> posts =
        partition.range(PostKey.toStored(after + 1), PostKey.toStored(Long.MAX_VALUE))) {
      while (posts.hasNext() && found.size() < most) {
        KeyValue<Long, byte[]> post = posts.next();
        long index = PostKey.fromStored(post.key);
        PostParts parts = PostParts.of(post.value);
        if (parts.complete()) {
          found.add(KeyValue.pair(index, parts.toJson(index)));
        }
      }
    }
  }

  private static StoreQueryParameters<ReadOnlyKeyValueStore<Long, byte[]>> query() {
    return StoreQueryParameters.fromNameAndType(
        PostTopology.STORE, QueryableStoreTypes.keyValueStore());
  }
}
