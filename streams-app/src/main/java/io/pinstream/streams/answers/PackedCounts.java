// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * How often each byte string occurs; what drops to zero is forgotten. There may be as many of them
 * as posts, so each takes its bytes and about 40 more and is no object of its own: a hash table
 * with linear probing, whose keys lie one after the other in chunks. A key that was written stays
 * where it is, so a {@link #copy} shares the chunks. Not thread-safe.
 */
final class PackedCounts implements QuestionCounts {
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

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final int CHUNK = 64 * 1024;
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

  /**
   * Counts a byte string.
   *
   * @param key is copied if it is new
   * @param count to add, may be negative
   * @return whether it still occurs
   * @throws IllegalStateException if it would occur less than not at all
   */
  @Override
  public boolean add(byte[] key, int count) {
    return add(Utils.murmur2(key), key, 0, key.length, count);
  }

  void addAll(PackedCounts others) {
    for (int slot = 0; slot < others.slots.length; slot++) {
      long content = others.slots[slot];
      if (content != FREE) {
        byte[] chunk = others.chunk(content);
        int record = offset(content);
        add(hash(content), chunk, record + KEY, length(chunk, record), others.counts[slot]);
      }
    }
  }

  /** The same counts, on their own from now on. Takes a few milliseconds for a million keys. */
  @Override
  public PackedCounts copy() {
    PackedCounts copy = new PackedCounts();
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

  /** All of it for another instance: each count and its key's length in 32 bits, then the key. */
  byte[] toBytes() {
    long length = 0;
    for (long slot : slots) {
      length += slot == FREE ? 0 : 2 * Integer.BYTES + length(chunk(slot), offset(slot));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    forEach((key, count) -> bytes.putInt(count).putInt(key.remaining()).put(key));
    return bytes.array();
  }

  /**
   * Adds what another instance has written.
   *
   * @throws IllegalArgumentException if it is not that
   */
  void addBytes(byte[] written) {
    ByteBuffer bytes = ByteBuffer.wrap(written);
    while (bytes.hasRemaining()) {
      int count = bytes.remaining() < 2 * Integer.BYTES ? -1 : bytes.getInt();
      int length = count < 1 ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw new IllegalArgumentException("no counts at byte " + bytes.position());
      }
      byte[] key = new byte[length];
      bytes.get(key);
      add(key, count);
    }
  }

  private boolean add(int hash, byte[] bytes, int start, int length, int count) {
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

  void forEach(Visitor visitor) {
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
      chunks[lastChunk] = new byte[Math.max(CHUNK, length)];
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
