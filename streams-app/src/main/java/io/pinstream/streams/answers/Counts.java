// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.carrotsearch.hppc.ObjectIntHashMap;
import com.carrotsearch.hppc.cursors.ObjectIntCursor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * How often each {@link PackedKey} occurs; what drops to zero is forgotten. There may be as many of
 * them as posts, so they are spread by their hash over many tables, which a copy shares until they
 * change: however many there are, to add one moves or clones one table at most. Not thread-safe.
 */
final class Counts {
  private static final int BITS = 8;
  private static final Table EMPTY = new Table();

  private final Table[] tables = new Table[1 << BITS];
  // Those that others have too: who writes first takes his own.
  private final boolean[] shared = new boolean[1 << BITS];

  Counts() {
    Arrays.fill(tables, EMPTY);
    Arrays.fill(shared, true);
  }

  /** By the bytes of the keys. */
  private static final class Table extends ObjectIntHashMap<byte[]> {
    @Override
    protected int hashKey(byte[] key) {
      return PackedKey.hash(key);
    }

    @Override
    protected boolean equals(Object one, Object other) {
      return Arrays.equals((byte[]) one, (byte[]) other);
    }
  }

  /** How many different keys there are. */
  int size() {
    return Arrays.stream(tables).mapToInt(Table::size).sum();
  }

  /**
   * Counts a key.
   *
   * @param key not to be changed any more
   * @param count to add, may be negative
   * @return how often it occurs now
   * @throws IllegalStateException if it would occur less than not at all
   */
  int add(byte[] key, int count) {
    // The last bits are for the place in the table.
    int number = PackedKey.hash(key) >>> (Integer.SIZE - BITS);
    Table table = tables[number];
    int slot = table.indexOf(key);
    boolean there = table.indexExists(slot);
    int sum = Math.addExact(there ? table.indexGet(slot) : 0, count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    if (shared[number]) {
      table = (Table) table.clone();
      tables[number] = table;
      shared[number] = false;
    }
    if (there && sum > 0) {
      table.indexReplace(slot, sum);
    } else if (there) {
      table.indexRemove(slot);
    } else if (sum > 0) {
      table.indexInsert(slot, key, sum);
    }
    return sum;
  }

  /** Adds others, whose tables are shared where none of the keys was here before. */
  void addAll(Counts others) {
    for (int number = 0; number < tables.length; number++) {
      if (tables[number].isEmpty()) {
        tables[number] = others.tables[number];
        shared[number] = true;
        others.shared[number] = true;
      } else {
        for (ObjectIntCursor<byte[]> each : others.tables[number]) {
          add(each.key, each.value);
        }
      }
    }
  }

  /** The same counts, on their own from now on. Takes no longer than to look at each table once. */
  Counts copy() {
    Counts copy = new Counts();
    copy.addAll(this);
    return copy;
  }

  /** All of it for another instance: each count and its key's length in 32 bits, then the parts. */
  byte[] toBytes() {
    long length = 0;
    for (Table table : tables) {
      for (ObjectIntCursor<byte[]> each : table) {
        length += 2 * Integer.BYTES + PackedKey.parts(each.key).remaining();
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    forEach((key, count) -> bytes.putInt(count).putInt(key.remaining()).put(key));
    return bytes.array();
  }

  /** Adds what another instance has written; throws if it is not that. */
  void addBytes(byte[] written) {
    ByteBuffer bytes = ByteBuffer.wrap(written);
    while (bytes.hasRemaining()) {
      int count = bytes.getInt();
      add(PackedKey.take(bytes, bytes.getInt()), count);
    }
  }

  /** Shows all keys, with how often each occurs. */
  void forEachKey(ObjIntConsumer<byte[]> visitor) {
    for (Table table : tables) {
      for (ObjectIntCursor<byte[]> each : table) {
        visitor.accept(each.key, each.value);
      }
    }
  }

  /** Likewise, the parts of the keys. */
  void forEach(ObjIntConsumer<ByteBuffer> visitor) {
    forEachKey((key, count) -> visitor.accept(PackedKey.parts(key), count));
  }
}
