// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.join.PostKey;
import io.pinstream.streams.join.PostParts;
import io.pinstream.streams.join.PostTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the posts that lie in this instance's partitions. */
public final class LocalPosts {
  private final KafkaStreams streams;

  public LocalPosts(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * The post, if all of its parts are there.
   *
   * @param partition the post's partition
   * @throws InvalidStateStoreException if this instance does not have the partition
   */
  public Optional<Post> get(long index, int partition) {
    return get(index, query(partition));
  }

  /**
   * The post as this instance's copy of the partition has it, which may be a little behind.
   *
   * @throws InvalidStateStoreException if this instance has no copy of the partition
   */
  public Optional<Post> getFromCopy(long index, int partition) {
    return get(index, query(partition).enableStaleStores());
  }

  /**
   * Posts by index, ordered within each partition only.
   *
   * @param partitions those to read
   * @param after only indexes above this
   * @param limit at most so many of each partition
   * @throws InvalidStateStoreException if this instance does not have one of the partitions
   */
  public List<Post> list(Set<Integer> partitions, long after, int limit) {
    List<Post> found = new ArrayList<>();
    for (Integer partition : partitions) {
      first(streams.store(query(partition)), after, limit, found);
    }
    return found;
  }

  private Optional<Post> get(
      long index, StoreQueryParameters<ReadOnlyKeyValueStore<Long, byte[]>> query) {
    PostParts parts = PostParts.of(streams.store(query).get(PostKey.toStored(index)));
    return parts.complete() ? Optional.of(new Post(index, parts.toJson(index))) : Optional.empty();
  }

  private static void first(
      ReadOnlyKeyValueStore<Long, byte[]> partition, long after, int limit, List<Post> found) {
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
          found.add(new Post(index, parts.toJson(index)));
        }
      }
    }
  }

  private static StoreQueryParameters<ReadOnlyKeyValueStore<Long, byte[]>> query(int partition) {
    return StoreQueryParameters.fromNameAndType(
            PostTopology.STORE, QueryableStoreTypes.<Long, byte[]>keyValueStore())
        .withPartition(partition);
  }
}
