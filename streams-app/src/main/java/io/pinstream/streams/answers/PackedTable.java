// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * One of the tables of {@link PackedCounts}: with linear probing, its keys one after the other in
 * one array. A {@link #copy} shares the arrays, and who writes first takes his own. Not
 * thread-safe.
 */
final class PackedTable {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  // What has as many is split: all of it is moved or cloned in some tens of microseconds.
  private static final int MOST_KEYS = 4096;
  private static final int MOST_BYTES = 1024 * 1024;
  // Only the hash's first bits tell tables apart: the last ones are for the places in them.
  private static final int DEEPEST = 18;
  private static final int LEAST_SLOTS = 16;
  private static final int LEAST_BYTES = 512;
  private static final long FREE = -1;
  // A record is its key's length and its key.
  private static final int KEY = Integer.BYTES;

  private final int depth;
  // By the hash: it, and where the record begins. What is compared first comes from memory at once.
  private long[] slots;
  // Of each slot.
  private int[] counts;
  private int size;
  private byte[] records;
  private int filled;
  // Bytes of those records whose keys still occur.
  private int live;
  private boolean shared;

  /**
   * An empty table.
   *
   * @param depth how many of the hash's first bits all its keys have in common
   */
  PackedTable(int depth) {
    this(depth, LEAST_SLOTS, LEAST_BYTES);
  }

  private PackedTable(int depth, int slots, int bytes) {
    this.depth = depth;
    allocate(slots, bytes);
  }

  private PackedTable(PackedTable original) {
    depth = original.depth;
    slots = original.slots;
    counts = original.counts;
    size = original.size;
    live = original.live;
    records = original.records;
    // What comes behind is written by the original.
    filled = records.length;
    shared = true;
  }

  int depth() {
    return depth;
  }

  /** How many different byte strings there are. */
  int size() {
    return size;
  }

  /** Whether it should be split. */
  boolean full() {
    return (size >= MOST_KEYS || (size > 1 && live > MOST_BYTES)) && depth < DEEPEST;
  }

  /** The same counts, on their own from now on. */
  PackedTable copy() {
    shared = true;
    return new PackedTable(this);
  }

  /** An empty table for half of its keys and more to come. */
  PackedTable half() {
    return new PackedTable(depth + 1, slots.length, larger(live / 2));
  }

  void addTo(PackedCounts sum) {
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != FREE) {
        int record = record(slots[slot]);
        sum.add(hash(slots[slot]), records, record + KEY, length(record), counts[slot]);
      }
    }
  }

  /** Bytes of all keys. */
  long keyBytes() {
    return live - (long) KEY * size;
  }

  /**
   * Counts a byte string.
   *
   * @param hash of the byte string
   * @param bytes hold it from {@code start} on, and are copied if it is new
   * @param count to add, may be negative
   * @return how often it occurs now
   * @throws IllegalStateException if it would occur less than not at all
   */
  int add(int hash, byte[] bytes, int start, int length, int count) {
    int slot = find(hash, bytes, start, length);
    boolean there = slots[slot] != FREE;
    int sum = Math.addExact(there ? counts[slot] : 0, count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    if (count == 0) {
      return sum;
    }
    if (shared) {
      slots = slots.clone();
      counts = counts.clone();
      shared = false;
    }
    if (!there) {
      insert(slot, hash, bytes, start, length, sum);
    } else if (sum == 0) {
      remove(slot);
    } else {
      counts[slot] = sum;
    }
    return sum;
  }

  void forEach(ObjIntConsumer<ByteBuffer> visitor) {
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != FREE) {
        int record = record(slots[slot]);
        visitor.accept(ByteBuffer.wrap(records, record + KEY, length(record)), counts[slot]);
      }
    }
  }

  /** The slot that a byte string has, or the free one that it would have. */
  private int find(int hash, byte[] bytes, int start, int length) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != FREE) {
      if (hash(slots[slot]) == hash) {
        int record = record(slots[slot]);
        int key = record + KEY;
        if (length(record) == length
            && Arrays.equals(records, key, key + length, bytes, start, start + length)) {
          break;
        }
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void insert(int slot, int hash, byte[] bytes, int start, int length, int count) {
    int free = slot;
    // Fuller, and keys that come in another table's order would pile up in one place.
    if (2 * size >= slots.length || (isShort(length) && live < filled / 2)) {
      rebuild();
      free = find(hash, bytes, start, length);
    }
    if (isShort(length)) {
      records = Arrays.copyOf(records, larger(Math.addExact(filled, KEY + length)));
    }
    write(free, hash, bytes, start, length, count);
    live += KEY + length;
    size++;
  }

  private boolean isShort(int length) {
    return records.length - filled < KEY + length;
  }

  private static int larger(int bytes) {
    return Math.max(LEAST_BYTES, Math.addExact(bytes, bytes / 4));
  }

  private void write(int slot, int hash, byte[] bytes, int start, int length, int count) {
    INTS.set(records, filled, length);
    System.arraycopy(bytes, start, records, filled + KEY, length);
    slots[slot] = ((long) hash << Integer.SIZE) | filled;
    counts[slot] = count;
    filled += KEY + length;
  }

  private void remove(int emptied) {
    size--;
    live -= KEY + length(record(slots[emptied]));
    // Those behind move up as far as their hashes let them, so that searches still find them.
    int gap = emptied;
    slots[gap] = FREE;
    int mask = slots.length - 1;
    for (int slot = (gap + 1) & mask; slots[slot] != FREE; slot = (slot + 1) & mask) {
      int home = hash(slots[slot]) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        counts[gap] = counts[slot];
        slots[slot] = FREE;
        gap = slot;
      }
    }
    if (slots.length > LEAST_SLOTS && size < slots.length / 8) {
      rebuild();
    }
  }

  /** Writes anew what is there, and leaves the bytes of what is gone behind. */
  private void rebuild() {
    long[] oldSlots = slots;
    int[] oldCounts = counts;
    byte[] oldRecords = records;
    allocate(Math.max(LEAST_SLOTS, 4 * Integer.highestOneBit(size)), larger(live));
    int mask = slots.length - 1;
    for (int old = 0; old < oldSlots.length; old++) {
      if (oldSlots[old] != FREE) {
        int hash = hash(oldSlots[old]);
        int slot = hash & mask;
        while (slots[slot] != FREE) {
          slot = (slot + 1) & mask;
        }
        int record = record(oldSlots[old]);
        int length = (int) INTS.get(oldRecords, record);
        write(slot, hash, oldRecords, record + KEY, length, oldCounts[old]);
      }
    }
  }

  private void allocate(int newSlots, int bytes) {
    slots = new long[newSlots];
    Arrays.fill(slots, FREE);
    counts = new int[newSlots];
    records = new byte[bytes];
    filled = 0;
  }

  private int length(int record) {
    return (int) INTS.get(records, record);
  }

  private static int hash(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private static int record(long slot) {
    return (int) slot;
  }
}
