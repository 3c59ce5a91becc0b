// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.log.PostLogStore;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * The posts of a partition. Of a post whose parts arrive between two commits, only the last state
 * is written to the log and its changelog: what is incomplete and was never written waits in memory
 * for the next part, and no longer than until the commit. Other threads see what is written; a
 * complete post always is.
 */
final class PostStore
    implements StateStore,
        ReadOnlyKeyValueStore<Long, byte[]>,
        // Kafka Streams tells no other store that a commit begins.
        CachedStateStore<byte[], byte[]> {
  private final PostLogStore log;
  // The same posts, each change of which goes to the changelog too.
  private final KeyValueStore<Long, byte[]> logged;
  private final IncompletePosts incomplete;

  PostStore(PostLogStore log, KeyValueStore<Long, byte[]> logged) {
    this.log = log;
    this.logged = logged;
    this.incomplete = new IncompletePosts((key, parts) -> logged.put(key, parts.stored()));
  }

  /** The parts of a post that are there. */
  PostParts parts(long key) {
    PostParts atHand = incomplete.get(key);
    return atHand != null ? atHand : PostParts.of(log.get(key));
  }

  /** Takes what a post's parts are now. */
  void put(long key, PostParts now) {
    if (now.none()) {
      incomplete.remove(key);
      if (log.contains(key)) {
        logged.delete(key);
      }
    } else if (now.complete()) {
      incomplete.remove(key);
      logged.put(key, now.stored());
    } else {
      boolean known = log.contains(key);
      if (!incomplete.put(key, now, known)) {
        incomplete.remove(key);
        logged.put(key, now.stored());
      } else if (known) {
        logged.put(key, now.stored());
      }
    }
  }

  @Override
  public byte[] get(Long key) {
    return log.get(key);
  }

  @Override
  public KeyValueIterator<Long, byte[]> range(Long from, Long to) {
    return logged.range(from, to);
  }

  @Override
  public KeyValueIterator<Long, byte[]> all() {
    return logged.all();
  }

  @Override
  public long approximateNumEntries() {
    return logged.approximateNumEntries();
  }

  @Override
  public void flushCache() {
    incomplete.write();
  }

  @Override
  public void clearCache() {
    incomplete.clear();
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return logged.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // The same store starts again when its task's state was lost.
    incomplete.clear();
    logged.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    logged.commit(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    return logged.committedOffset(changelog);
  }

  @Override
  @SuppressWarnings("deprecation") // Some day all stores do.
  public boolean managesOffsets() {
    return logged.managesOffsets();
  }

  @Override
  public void close() {
    logged.close();
  }

  @Override
  public boolean persistent() {
    return logged.persistent();
  }

  @Override
  public boolean isOpen() {
    return logged.isOpen();
  }
}
