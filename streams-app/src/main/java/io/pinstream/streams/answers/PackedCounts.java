// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * How often each byte string occurs; what drops to zero is forgotten. There may be as many of them
 * as posts, so each takes its bytes and about 40 more and is no object of its own. They are spread
 * over tables by their hash: one that has to grow or to be compacted must not keep the join waiting
 * for all of them. Not thread-safe.
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

  private static final int TABLE_BITS = 4;

  private final PackedTable[] tables;

  PackedCounts() {
    this(new PackedTable[1 << TABLE_BITS]);
    Arrays.setAll(tables, table -> new PackedTable());
  }

  private PackedCounts(PackedTable[] tables) {
    this.tables = tables;
  }

  /** How many different byte strings there are. */
  int size() {
    int size = 0;
    for (PackedTable table : tables) {
      size += table.size();
    }
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
    int hash = Utils.murmur2(key);
    // The high bits: a table's places go by the low ones.
    return tables[hash >>> (Integer.SIZE - TABLE_BITS)].add(hash, key, 0, key.length, count);
  }

  void addAll(PackedCounts others) {
    for (int table = 0; table < tables.length; table++) {
      tables[table].addAll(others.tables[table]);
    }
  }

  /** The same counts, on their own from now on. Takes a few milliseconds for a million keys. */
  @Override
  public PackedCounts copy() {
    PackedTable[] copies = new PackedTable[tables.length];
    Arrays.setAll(copies, table -> tables[table].copy());
    return new PackedCounts(copies);
  }

  /** All of it for another instance: each count and its key's length in 32 bits, then the key. */
  byte[] toBytes() {
    long length = 2L * Integer.BYTES * size();
    for (PackedTable table : tables) {
      length += table.keyBytes();
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

  void forEach(Visitor visitor) {
    for (PackedTable table : tables) {
      table.forEach(visitor);
    }
  }
}
