// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
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
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A {@link PostLog} as a store of Kafka Streams, which restores it from its changelog. */
public final class PostLogStore implements KeyValueStore<Bytes, byte[]> {
  private static final int PAGE = 256;

  private final String name;
  private Path folder;
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
    try {
      log = PostLog.open(folder);
    } catch (IOException e) {
      throw failed("opened", e);
    }
    context.register(root, new Restore());
  }

  /** The value of a key, or null. */
  public byte[] get(long key) {
    try {
      return open().get(key);
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
    try {
      if (value == null) {
        open().remove(key);
      } else {
        open().put(key, value);
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
    try {
      open().force();
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  @Override
  public void close() {
    PostLog closing = log;
    log = null;
    if (closing != null) {
      try {
        closing.close();
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
    return log != null;
  }

  private PostLog open() {
    PostLog now = log;
    if (now == null) {
      throw new InvalidStateStoreException("the store " + name + " is closed");
    }
    return now;
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
