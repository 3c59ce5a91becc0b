// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One of the tables of {@link PackedCounts}: with linear probing, its keys one after the other in
 * chunks. A key that was written stays where it is, so a {@link #copy} shares the chunks. Not
 * thread-safe.
 */
final class PackedTable {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  // Each chunk is twice as large as the one before, as most tables are small.
  private static final int LEAST_CHUNK = 512;
  private static final int MOST_CHUNK = 64 * 1024;
  // A record is its key's length and its key; it starts at a multiple of eight.
  private static final int KEY = Integer.BYTES;
  private static final int ALIGNMENT = 8;
  // A place is a chunk's number and the record's in it: 32 GB of records.
  private static final int RECORD_BITS = 13;
  private static final int MAX_CHUNKS = 1 << (Integer.SIZE - RECORD_BITS);
  private static final long FREE = -1;
  private static final int LEAST_SLOTS = 16;

  // By the hash: it, and the record's place. What is compared first comes from memory at once.
  private long[] slots = emptySlots(LEAST_SLOTS);
  // Of each slot.
  private int[] counts = new int[LEAST_SLOTS];
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

  void addAll(PackedTable others) {
    for (int slot = 0; slot < others.slots.length; slot++) {
      long content = others.slots[slot];
      if (content != FREE) {
        byte[] chunk = others.chunk(content);
        int record = offset(content);
        add(hash(content), chunk, record + KEY, length(chunk, record), others.counts[slot]);
      }
    }
  }

  /** The same counts, on their own from now on. */
  PackedTable copy() {
    PackedTable copy = new PackedTable();
    copy.slots = slots.clone();
    copy.counts = counts.clone();
    copy.size = size;
    copy.chunks = chunks.clone();
    copy.lastChunk = lastChunk;
    // What comes behind is written by the original: the copy begins a chunk of its own.
    copy.filled = lastChunk < 0 ? 0 : chunks[lastChunk].length;
    copy.liveBytes = liveBytes;
    copy.deadBytes = deadBytes;
    return copy;
  }

  /** Bytes of all keys. */
  long keyBytes() {
    long bytes = 0;
    for (long slot : slots) {
      bytes += slot == FREE ? 0 : length(chunk(slot), offset(slot));
    }
    return bytes;
  }

  /**
   * Counts a byte string.
   *
   * @param hash of the byte string
   * @param bytes hold it from {@code start} on, and are copied if it is new
   * @param count to add, may be negative
   * @return whether it still occurs
   * @throws IllegalStateException if it would occur less than not at all
   */
  boolean add(int hash, byte[] bytes, int start, int length, int count) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != FREE) {
      if (hash(slots[slot]) == hash) {
        byte[] chunk = chunk(slots[slot]);
        int record = offset(slots[slot]);
        if (is(chunk, record, bytes, start, length)) {
          return change(slot, count);
        }
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

  void forEach(PackedCounts.Visitor visitor) {
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != FREE) {
        byte[] chunk = chunk(slots[slot]);
        int record = offset(slots[slot]);
        visitor.visit(ByteBuffer.wrap(chunk, record + KEY, length(chunk, record)), counts[slot]);
      }
    }
  }

  private static boolean is(byte[] chunk, int record, byte[] bytes, int start, int length) {
    int key = record + KEY;
    return length(chunk, record) == length
        && Arrays.equals(chunk, key, key + length, bytes, start, start + length);
  }

  private boolean change(int slot, int count) {
    int sum = Math.addExact(counts[slot], count);
    if (sum < 0) {
      throw new IllegalStateException("what was never added can't be taken away");
    }
    if (sum == 0) {
      int bytes = recordLength(length(chunk(slots[slot]), offset(slots[slot])));
      deadBytes += bytes;
      liveBytes -= bytes;
      remove(slot);
    } else {
      counts[slot] = sum;
    }
    return sum > 0;
  }

  private void insert(int slot, int hash, byte[] bytes, int start, int length, int count) {
    int place = reserve(recordLength(length));
    byte[] chunk = chunks[lastChunk];
    int record = offset(place);
    INTS.set(chunk, record, length);
    System.arraycopy(bytes, start, chunk, record + KEY, length);
    slots[slot] = slot(hash, place);
    counts[slot] = count;
    liveBytes += recordLength(length);
    size++;
    // Fuller, and keys that come in another table's order would pile up in one place.
    if (size > slots.length / 2) {
      long[] old = slots;
      int[] oldCounts = counts;
      slots = emptySlots(old.length * 2);
      counts = new int[slots.length];
      for (int i = 0; i < old.length; i++) {
        if (old[i] != FREE) {
          place(old[i], oldCounts[i]);
        }
      }
    }
  }

  private void place(long content, int count) {
    int mask = slots.length - 1;
    int slot = hash(content) & mask;
    while (slots[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = content;
    counts[slot] = count;
  }

  private void remove(int emptied) {
    size--;
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
    if (deadBytes > liveBytes + LEAST_CHUNK) {
      compact();
    }
  }

  private void compact() {
    byte[][] old = chunks;
    chunks = new byte[1][];
    lastChunk = -1;
    filled = 0;
    deadBytes = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] != FREE) {
        int record = offset(slots[slot]);
        byte[] chunk = old[chunkNumber(slots[slot])];
        int length = recordLength(length(chunk, record));
        int place = reserve(length);
        System.arraycopy(chunk, record, chunks[lastChunk], offset(place), length);
        slots[slot] = slot(hash(slots[slot]), place);
      }
    }
  }

  /** Makes room for a record in the last chunk and returns its place. */
  private int reserve(int length) {
    if (lastChunk < 0 || chunks[lastChunk].length - filled < length) {
      if (lastChunk + 1 == MAX_CHUNKS) {
        throw new IllegalStateException("one partition's users or posters take more than 32 GB");
      }
      if (++lastChunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunks.length * 2);
      }
      int before = lastChunk == 0 ? 0 : chunks[lastChunk - 1].length;
      int size = Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, 2 * before));
      chunks[lastChunk] = new byte[Math.max(size, length)];
      filled = 0;
    }
    int place = (lastChunk << RECORD_BITS) | (filled / ALIGNMENT);
    filled += length;
    return place;
  }

  private byte[] chunk(long slot) {
    return chunks[chunkNumber(slot)];
  }

  private static int recordLength(int keyLength) {
    return (KEY + keyLength + ALIGNMENT - 1) & -ALIGNMENT;
  }

  private static int length(byte[] chunk, int record) {
    return (int) INTS.get(chunk, record);
  }

  private static long slot(int hash, int place) {
    return ((long) hash << Integer.SIZE) | Integer.toUnsignedLong(place);
  }

  private static int hash(long slot) {
    return (int) (slot >>> Integer.SIZE);
  }

  private static int chunkNumber(long slot) {
    return (int) slot >>> RECORD_BITS;
  }

  /** Where a record starts in its chunk, of a slot or of a place. */
  private static int offset(long slot) {
    return ((int) slot & ((1 << RECORD_BITS) - 1)) * ALIGNMENT;
  }

  private static long[] emptySlots(int length) {
    long[] slots = new long[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
