// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * How often each byte string occurs; what drops to zero is forgotten. There may be as many of them
 * as posts, so each takes its bytes and about 40 more and is no object of its own: a hash table
 * with linear probing over entry numbers, whose keys lie one after the other in chunks. Not
 * thread-safe.
 */
final class PackedCounts {
  /** Is shown the byte strings. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One that occurs.
     *
     * @param key positioned at its first byte, limited behind its last
     * @param count how often, 1 or more
     */
    void visit(ByteBuffer key, int count);
  }

  private static final int CHUNK = 64 * 1024;
  private static final long FREE = -1;
  private static final int NONE = -1;
  private static final int LEAST_SLOTS = 16;

  // By the hash: it, and the entry's number. What is next to each other comes from memory at once.
  private long[] slots = emptySlots(LEAST_SLOTS);
  // By twice the entry's number: where its key starts; behind it the key's length, and the count.
  // Of an unused entry: the number of the next unused one; behind it zero.
  private long[] table = new long[LEAST_SLOTS];
  private int entries;
  private int unused = NONE;
  private int size;

  private byte[][] chunks = new byte[1][];
  private int lastChunk = -1;
  private int filled;
  private long liveBytes;
  private long deadBytes;

  /** How many different byte strings there are. */
  int size() {
    return size;
  }

  /**
   * Counts a byte string.
   *
   * @param key is copied if it is new
   * @param count to add, may be negative
   * @return whether it still occurs
   * @throws IllegalStateException if it would occur less than not at all
   */
  boolean add(byte[] key, int count) {
    return add(Utils.murmur2(key), key, 0, key.length, count);
  }

  void addAll(PackedCounts others) {
    for (long slot : others.slots) {
      if (slot != FREE) {
        int entry = low(slot);
        long start = others.start(entry);
        add(
            high(slot),
            others.chunks[high(start)],
            low(start),
            others.length(entry),
            others.count(entry));
      }
    }
  }

  private boolean add(int hash, byte[] bytes, int start, int length, int count) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != FREE) {
      int entry = low(slots[slot]);
      if (high(slots[slot]) == hash && is(entry, bytes, start, length)) {
        return change(slot, entry, count);
      }
      slot = (slot + 1) & mask;
    }
    if (count < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    if (count > 0) {
      insert(slot, hash, bytes, start, length, count);
    }
    return count > 0;
  }

  void forEach(Visitor visitor) {
    for (long slot : slots) {
      if (slot != FREE) {
        int entry = low(slot);
        long start = start(entry);
        visitor.visit(
            ByteBuffer.wrap(chunks[high(start)], low(start), length(entry)), count(entry));
      }
    }
  }

  private boolean is(int entry, byte[] bytes, int start, int length) {
    if (length(entry) != length) {
      return false;
    }
    int from = low(start(entry));
    return Arrays.equals(
        chunks[high(start(entry))], from, from + length, bytes, start, start + length);
  }

  private boolean change(int slot, int entry, int count) {
    int sum = Math.addExact(count(entry), count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    if (sum == 0) {
      remove(slot, entry);
    } else {
      table[2 * entry + 1] = pair(length(entry), sum);
    }
    return sum > 0;
  }

  private void insert(int slot, int hash, byte[] bytes, int start, int length, int count) {
    int entry = unused;
    if (entry != NONE) {
      unused = (int) start(entry);
    } else {
      if (2 * entries == table.length) {
        table = Arrays.copyOf(table, table.length + Math.max(2, table.length / 4 * 2));
      }
      entry = entries++;
    }
    table[2 * entry] = store(bytes, start, length);
    table[2 * entry + 1] = pair(length, count);
    slots[slot] = pair(hash, entry);
    liveBytes += length;
    size++;
    // Fuller, and keys that come in another table's order would pile up in one place.
    if (size > slots.length / 2) {
      long[] old = slots;
      slots = emptySlots(old.length * 2);
      for (long each : old) {
        if (each != FREE) {
          place(each);
        }
      }
    }
  }

  private void place(long content) {
    int mask = slots.length - 1;
    int slot = high(content) & mask;
    while (slots[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = content;
  }

  private void remove(int emptied, int entry) {
    deadBytes += length(entry);
    liveBytes -= length(entry);
    table[2 * entry] = unused;
    table[2 * entry + 1] = 0;
    unused = entry;
    size--;
    // Those behind move up as far as their hashes let them, so that searches still find them.
    int gap = emptied;
    slots[gap] = FREE;
    int mask = slots.length - 1;
    for (int slot = (gap + 1) & mask; slots[slot] != FREE; slot = (slot + 1) & mask) {
      int home = high(slots[slot]) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        slots[slot] = FREE;
        gap = slot;
      }
    }
    if (deadBytes > liveBytes + CHUNK) {
      compact();
    }
  }

  private void compact() {
    byte[][] old = chunks;
    chunks = new byte[1][];
    lastChunk = -1;
    filled = 0;
    deadBytes = 0;
    for (int entry = 0; entry < entries; entry++) {
      if (count(entry) > 0) {
        long start = start(entry);
        table[2 * entry] = store(old[high(start)], low(start), length(entry));
      }
    }
  }

  private long store(byte[] from, int start, int length) {
    if (lastChunk < 0 || chunks[lastChunk].length - filled < length) {
      if (++lastChunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunks.length * 2);
      }
      chunks[lastChunk] = new byte[Math.max(CHUNK, length)];
      filled = 0;
    }
    System.arraycopy(from, start, chunks[lastChunk], filled, length);
    long place = pair(lastChunk, filled);
    filled += length;
    return place;
  }

  private long start(int entry) {
    return table[2 * entry];
  }

  private int length(int entry) {
    return high(table[2 * entry + 1]);
  }

  private int count(int entry) {
    return low(table[2 * entry + 1]);
  }

  private static long pair(int high, int low) {
    return ((long) high << Integer.SIZE) | Integer.toUnsignedLong(low);
  }

  private static int high(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  private static int low(long pair) {
    return (int) pair;
  }

  private static long[] emptySlots(int length) {
    long[] slots = new long[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
