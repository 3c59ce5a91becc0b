// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import java.util.Iterator;
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
   * Complete posts in the order of their indexes, each read when it is its turn.
   *
   * @param first only this index and those above
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the partition is not here
   *     any more
   */
  Iterator<Post> from(long first);

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
