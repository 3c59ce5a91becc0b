// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.AbstractIterator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.roaringbitmap.longlong.PeekableLongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import org.rocksdb.RocksDBException;

/**
 * The posts of a partition, with write-behind: of a post whose rows arrive between two commits only
 * the last state is written, to {@link PostsOnDisk} and to the changelog. What is incomplete and
 * was never written waits in memory for the next row, no longer than until the commit. Other
 * threads see what is written; a complete post always is.
 *
 * <p>The changelog is the truth: nothing on disk outlives the process, and every start restores all
 * of it. Listeners are told of each post while it is restored, in standbys too.
 */
final class PostStore
    implements StateStore,
        Posts,
        // Kafka Streams tells no other store that a commit begins.
        CachedStateStore<byte[], byte[]> {
  private final String name;
  private final List<PostListener.Factory> followers;
  private final IncompletePosts incomplete = new IncompletePosts(this::write);
  // In the stored form, whose unsigned order is that of the indexes. Its own monitor guards it.
  private final Roaring64Bitmap complete = new Roaring64Bitmap();
  // Of all that is on disk, for the thread that has the partition: it looks for nothing else.
  private final Roaring64Bitmap stored = new Roaring64Bitmap();
  private BiConsumer<Bytes, byte[]> changelog;
  private List<PostListener> listeners;
  private volatile PostsOnDisk disk;

  PostStore(String name, List<PostListener.Factory> followers) {
    this.name = name;
    this.followers = followers;
  }

  /** Makes one for each partition. It has a changelog and writes behind. */
  static StoreBuilder<PostStore> builder(String name, List<PostListener.Factory> followers) {
    return new AbstractStoreBuilder<Long, byte[], PostStore>(name, null, null, Time.SYSTEM) {
      @Override
      public PostStore build() {
        return new PostStore(name, followers);
      }
    };
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Logging is what a changelog wrapper of Kafka Streams would do, without the wrappers.
    InternalProcessorContext<?, ?> internal = (InternalProcessorContext<?, ?>) context;
    open(
        context,
        (key, value) ->
            internal.logChange(
                name,
                key,
                value,
                internal.recordContext().timestamp(),
                new RecordHeaders(),
                Position.emptyPosition()));
    context.register(root, this::restore);
  }

  /**
   * Starts with nothing, as often as the task's state was lost.
   *
   * @param to takes what has to be in the changelog; a null value is a tombstone
   */
  void open(StateStoreContext context, BiConsumer<Bytes, byte[]> to) {
    incomplete.clear();
    synchronized (complete) {
      complete.clear();
    }
    stored.clear();
    changelog = to;
    // The task's: when Kafka Streams starts, it opens and closes the stores of each task that has
    // something there, so that what a killed process has left is removed.
    Path folder = context.stateDir().toPath().resolve(name);
    try {
      disk = new PostsOnDisk(folder);
    } catch (IOException | RocksDBException e) {
      throw new ProcessorStateException(
          "The posts could not be laid into " + folder + ": " + e.getMessage(), e);
    }
    int partition = context.taskId().partition();
    listeners = followers.stream().map(follower -> follower.open(partition)).toList();
  }

  private void restore(byte[] key, byte[] value) {
    long index = PostKey.fromStored(ByteBuffer.wrap(key).getLong());
    Post before = onDisk(index);
    Post after = Post.of(index, value);
    store(after, value);
    listeners.forEach(listener -> listener.restored(before, after));
  }

  /** Who follows this partition's posts, each told after the one before it. */
  List<PostListener> listeners() {
    return listeners;
  }

  /** What has arrived of a post, as the join's thread knows it. */
  Post post(long index) {
    Post held = incomplete.get(index);
    return held != null ? held : onDisk(index);
  }

  private Post onDisk(long index) {
    return stored.contains(PostKey.toStored(index)) ? get(index) : Post.none(index);
  }

  /** Takes what there is of a post now. */
  void put(Post now) {
    long key = PostKey.toStored(now.index());
    if (now.isEmpty()) {
      // All rows are gone. What was never written is forgotten, and leaves no tombstone.
      incomplete.remove(now.index());
      if (stored.contains(key)) {
        write(now);
      }
    } else if (now.complete()) {
      // No row is lacking: it is written at once.
      incomplete.remove(now.index());
      write(now);
    } else {
      // A row is lacking: it waits in memory for the next, unless it is too large for that. A post
      // that was written before is written again as well, or readers would go on seeing the old
      // one.
      boolean known = stored.contains(key);
      boolean held = incomplete.put(now, known);
      if (known || !held) {
        write(now);
      }
    }
  }

  private void write(Post post) {
    byte[] value = post.isEmpty() ? null : post.stored();
    changelog.accept(key(post.index()), value);
    store(post, value);
  }

  /** Takes a post as the changelog has it: null where there is nothing of it any more. */
  private void store(Post post, byte[] value) {
    long key = PostKey.toStored(post.index());
    try {
      disk.put(key, value);
    } catch (RocksDBException e) {
      throw new ProcessorStateException("A post could not be written: " + e.getMessage(), e);
    }
    mark(stored, key, value != null);
    synchronized (complete) {
      mark(complete, key, post.complete());
    }
  }

  private static void mark(Roaring64Bitmap keys, long key, boolean holds) {
    if (holds) {
      keys.addLong(key);
    } else {
      keys.removeLong(key);
    }
  }

  @Override
  public Post get(long index) {
    try {
      return Post.of(index, opened().get(PostKey.toStored(index)));
    } catch (RocksDBException e) {
      throw new ProcessorStateException(
          "Post " + index + " could not be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Iterator<Post> from(long first) {
    opened();
    return new AbstractIterator<>() {
      private Optional<Long> next = completeFrom(first);

      @Override
      protected Post makeNext() {
        while (next.isPresent()) {
          long index = next.get();
          // Above the highest index there is none.
          next = index == Long.MAX_VALUE ? Optional.empty() : completeFrom(index + 1);
          Post post = get(index);
          if (post.complete()) {
            return post;
          }
        }
        return allDone();
      }
    };
  }

  /** The first of them: the join waits meanwhile. */
  private Optional<Long> completeFrom(long index) {
    synchronized (complete) {
      PeekableLongIterator next = complete.getLongIteratorFrom(PostKey.toStored(index));
      return next.hasNext() ? Optional.of(PostKey.fromStored(next.next())) : Optional.empty();
    }
  }

  private PostsOnDisk opened() {
    PostsOnDisk current = disk;
    if (current == null) {
      throw new InvalidStateStoreException("the store " + name + " is closed");
    }
    return current;
  }

  private static Bytes key(long index) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(PostKey.toStored(index)).array());
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
      CacheFlushListener<byte[], byte[]> flushListener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    PostsOnDisk closing = disk;
    disk = null;
    if (closing == null) {
      return;
    }
    listeners.forEach(PostListener::standby);
    try {
      closing.close();
    } catch (IOException e) {
      throw new ProcessorStateException("The posts could not be closed: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return disk != null;
  }
}
