// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import java.util.List;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** The stored posts of one partition, to be read from any thread while the join goes on. */
public interface Posts {
  /**
   * What is stored of a post, perhaps nothing. Of a post that is not complete the last row may be
   * stored with the next commit only.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the partition is not here
   *     any more
   */
  Post get(long index);

  /**
   * Complete posts in the order of their indexes.
   *
   * @param from only this index and those above
   * @param limit at most so many
   * @param maxBytes no more once they have so many bytes together
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the partition is not here
   *     any more
   */
  List<Post> page(long from, int limit, long maxBytes);

  /** What to ask Kafka Streams for to read a partition's posts. */
  static StoreQueryParameters<Posts> query(int partition) {
    return StoreQueryParameters.fromNameAndType(PostTopology.STORE, new Type())
        .withPartition(partition);
  }

  /** Tells Kafka Streams how to find them. */
  final class Type implements QueryableStoreType<Posts> {
    @Override
    public boolean accepts(StateStore store) {
      return store instanceof Posts;
    }

    @Override
    public Posts create(StateStoreProvider provider, String storeName) {
      return provider.stores(storeName, this).get(0);
    }
  }
}
