// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * How often each byte string occurs; what drops to zero is forgotten. There may be as many of them
 * as posts, so each takes its bytes and about 30 more and is no object of its own: a hash table
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
  private static final int FREE = -1;
  private static final int LEAST_SLOTS = 16;

  // By the hash: entry numbers.
  private int[] slots = emptySlots(LEAST_SLOTS);
  // By entry number; an unused entry's start is the number of the next unused one.
  private int[] hashes = new int[LEAST_SLOTS / 2];
  private int[] counts = new int[LEAST_SLOTS / 2];
  private int[] lengths = new int[LEAST_SLOTS / 2];
  private long[] starts = new long[LEAST_SLOTS / 2];
  private int entries;
  private int unused = FREE;
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
    for (int entry : others.slots) {
      if (entry != FREE) {
        byte[] chunk = others.chunks[chunk(others.starts[entry])];
        int start = offset(others.starts[entry]);
        add(others.hashes[entry], chunk, start, others.lengths[entry], others.counts[entry]);
      }
    }
  }

  private boolean add(int hash, byte[] bytes, int start, int length, int count) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] != FREE) {
      int entry = slots[slot];
      if (hashes[entry] == hash && is(entry, bytes, start, length)) {
        return change(slot, entry, count);
      }
      slot = (slot + 1) & (slots.length - 1);
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
    for (int entry : slots) {
      if (entry != FREE) {
        byte[] chunk = chunks[chunk(starts[entry])];
        visitor.visit(ByteBuffer.wrap(chunk, offset(starts[entry]), lengths[entry]), counts[entry]);
      }
    }
  }

  private boolean is(int entry, byte[] bytes, int start, int length) {
    int from = offset(starts[entry]);
    return Arrays.equals(
        chunks[chunk(starts[entry])], from, from + lengths[entry], bytes, start, start + length);
  }

  private boolean change(int slot, int entry, int count) {
    int sum = Math.addExact(counts[entry], count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    counts[entry] = sum;
    if (sum == 0) {
      remove(slot, entry);
    }
    return sum > 0;
  }

  private void insert(int slot, int hash, byte[] bytes, int start, int length, int count) {
    int entry = unused;
    if (entry != FREE) {
      unused = (int) starts[entry];
    } else {
      if (entries == hashes.length) {
        widen();
      }
      entry = entries++;
    }
    hashes[entry] = hash;
    counts[entry] = count;
    lengths[entry] = length;
    starts[entry] = store(bytes, start, length);
    slots[slot] = entry;
    liveBytes += length;
    size++;
    if (size > slots.length / 2) {
      slots = emptySlots(slots.length * 2);
      for (int each = 0; each < entries; each++) {
        if (counts[each] > 0) {
          place(each);
        }
      }
    }
  }

  private void place(int entry) {
    int slot = hashes[entry] & (slots.length - 1);
    while (slots[slot] != FREE) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = entry;
  }

  private void remove(int emptied, int entry) {
    deadBytes += lengths[entry];
    liveBytes -= lengths[entry];
    starts[entry] = unused;
    unused = entry;
    size--;
    // Those behind move up as far as their hashes let them, so that searches still find them.
    int gap = emptied;
    slots[gap] = FREE;
    int mask = slots.length - 1;
    for (int slot = (gap + 1) & mask; slots[slot] != FREE; slot = (slot + 1) & mask) {
      int home = hashes[slots[slot]] & mask;
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
      if (counts[entry] > 0) {
        long start = starts[entry];
        starts[entry] = store(old[chunk(start)], offset(start), lengths[entry]);
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
    long place = ((long) lastChunk << Integer.SIZE) | filled;
    filled += length;
    return place;
  }

  private void widen() {
    int length = hashes.length + (hashes.length >> 1);
    hashes = Arrays.copyOf(hashes, length);
    counts = Arrays.copyOf(counts, length);
    lengths = Arrays.copyOf(lengths, length);
    starts = Arrays.copyOf(starts, length);
  }

  private static int chunk(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  private static int offset(long place) {
    return (int) place;
  }

  private static int[] emptySlots(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
