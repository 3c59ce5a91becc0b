// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link PostLog} as a store of Kafka Streams. What a process that did not end properly leaves is
 * not used again, since it may have posts whose transaction was never committed: Kafka Streams
 * restores all from the changelog, as it does where the files are damaged.
 */
public final class PostLogStore implements KeyValueStore<Bytes, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(PostLogStore.class);
  private static final int PAGE = 256;

  private final String name;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private Path folder;
  private TaskId task;
  private CommittedOffsets offsets;
  private boolean changedSinceCommit;
  // Why the files could not be opened. Another attempt would begin with none, though Kafka Streams
  // was told of an offset.
  private ProcessorStateException failure;
  private volatile boolean open;
  private volatile PostLog log;

  public PostLogStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    folder = context.stateDir().toPath().resolve(name);
    task = context.taskId();
    offsets = new CommittedOffsets(folder);
    committed.clear();
    try {
      readOffsets();
    } catch (IOException e) {
      throw failed("read", e);
    }
    changedSinceCommit = false;
    failure = null;
    open = true;
    context.register(root, new Restore());
  }

  private void readOffsets() throws IOException {
    try {
      committed.putAll(offsets.read());
    } catch (DamagedLogException e) {
      LOG.warn("{}; the posts of task {} are restored from the changelog", e.getMessage(), task);
      offsets.delete();
    }
  }

  /** The value of a key, or null. */
  public byte[] get(long key) {
    try {
      return open().get(key);
    } catch (ClosedChannelException e) {
      throw closed();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Whether the key has a value. */
  public boolean contains(long key) {
    return open().contains(key);
  }

  @Override
  public byte[] get(Bytes key) {
    return get(number(key.get()));
  }

  @Override
  public void put(Bytes key, byte[] value) {
    put(number(key.get()), value);
  }

  private void put(long key, byte[] value) {
    PostLog to = open();
    changedSinceCommit = true;
    try {
      if (value == null) {
        to.remove(key);
      } else {
        to.put(key, value);
      }
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] before = get(key);
    put(key, null);
    return before;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return new Entries(from == null ? 0 : number(from.get()), to == null ? -1 : number(to.get()));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return range(null, null);
  }

  @Override
  public long approximateNumEntries() {
    return open().size();
  }

  @Override
  public Position getPosition() {
    // Who asks how far the store is gets no answer: nobody here does.
    return Position.emptyPosition();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    if (changelogOffsets.isEmpty()) {
      committed.clear();
    }
    changelogOffsets.forEach(
        (partition, offset) -> {
          if (offset == null) {
            committed.remove(partition);
          } else {
            committed.put(partition, offset);
          }
        });
    changedSinceCommit = false;
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    return committed.get(changelog);
  }

  @Override
  @SuppressWarnings("deprecation") // Some day all stores do.
  public boolean managesOffsets() {
    return true;
  }

  @Override
  public synchronized void close() {
    PostLog closing = log;
    log = null;
    open = false;
    if (closing != null) {
      try {
        closing.close();
        if (!changedSinceCommit) {
          offsets.write(committed);
        }
      } catch (IOException e) {
        throw failed("written", e);
      }
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private PostLog open() {
    PostLog now = log;
    return now == null ? openNow() : now;
  }

  /**
   * Reads the files. Not before they are needed: at its start Kafka Streams opens and closes all
   * stores for their offsets.
   */
  private synchronized PostLog openNow() {
    if (!open) {
      throw closed();
    }
    if (failure != null) {
      throw failure;
    }
    if (log == null) {
      try {
        if (!offsets.delete()) {
          PostLog.delete(folder);
        }
        log = PostLog.open(folder);
      } catch (DamagedLogException e) {
        // The next start finds no offsets.
        failure =
            new ProcessorStateException(
                e.getMessage() + "; the posts of task " + task + " are restored from the changelog",
                e);
        throw failure;
      } catch (IOException e) {
        failure = failed("opened", e);
        throw failure;
      }
    }
    return log;
  }

  private InvalidStateStoreException closed() {
    return new InvalidStateStoreException("the store " + name + " is closed");
  }

  private ProcessorStateException failed(String what, IOException cause) {
    return new ProcessorStateException(
        "The posts in " + folder + " could not be " + what + ": " + cause.getMessage(), cause);
  }

  private static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  private final class Restore implements BatchingStateRestoreCallback {
    @Override
    public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
      for (KeyValue<byte[], byte[]> record : records) {
        put(number(record.key), record.value);
      }
    }
  }

  /** A page at a time, each as it is when it is reached. */
  private final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final long to;
    private Iterator<Map.Entry<Long, byte[]>> page;
    private Map.Entry<Long, byte[]> next;
    private boolean more = true;

    Entries(long from, long to) {
      this.to = to;
      turn(from);
    }

    private void turn(long from) {
      try {
        List<Map.Entry<Long, byte[]>> entries =
            Long.compareUnsigned(from, to) > 0 ? List.of() : open().entries(from, to, PAGE);
        more = entries.size() == PAGE;
        page = entries.iterator();
      } catch (ClosedChannelException e) {
        throw closed();
      } catch (IOException e) {
        throw failed("read", e);
      }
      next = page.hasNext() ? page.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Bytes peekNextKey() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      return bytes(next.getKey());
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> entry = KeyValue.pair(peekNextKey(), next.getValue());
      if (page.hasNext()) {
        next = page.next();
      } else if (more && next.getKey() != to) {
        turn(next.getKey() + 1);
      } else {
        next = null;
      }
      return entry;
    }

    @Override
    public void close() {
      // Nothing is held between two pages.
    }

    private static Bytes bytes(long key) {
      return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
    }
  }
}
