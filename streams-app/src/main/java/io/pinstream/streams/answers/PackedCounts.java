// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * How often each byte string occurs; what drops to zero is forgotten. There may be as many of them
 * as posts, so each takes its bytes and about 50 more and is no object of its own. They are spread
 * by their hash over tables, each of which is split when it is full (extendible hashing): however
 * many there are, to add one moves or clones one small table at most. Not thread-safe.
 */
final class PackedCounts implements QuestionCounts {
  // By the hash's first bits, at least one. Neighbours may be the same table.
  private PackedTable[] tables;

  PackedCounts() {
    this(new PackedTable[] {new PackedTable(1), new PackedTable(1)});
  }

  private PackedCounts(PackedTable[] tables) {
    this.tables = tables;
  }

  /** How many different byte strings there are. */
  int size() {
    return distinctTables().mapToInt(PackedTable::size).sum();
  }

  /**
   * Counts a byte string.
   *
   * @param key is copied if it is new
   * @param count to add, may be negative
   * @return how often it occurs now
   * @throws IllegalStateException if it would occur less than not at all
   */
  @Override
  public int add(byte[] key, int count) {
    return add(Utils.murmur2(key), key, 0, key.length, count);
  }

  int add(int hash, byte[] bytes, int start, int length, int count) {
    PackedTable table = tables[index(hash)];
    int sum = table.add(hash, bytes, start, length, count);
    if (table.full()) {
      split(table, hash);
    }
    return sum;
  }

  private int index(int hash) {
    return hash >>> Integer.numberOfLeadingZeros(tables.length - 1);
  }

  private void split(PackedTable table, int hash) {
    if (tables.length >> table.depth() == 1) {
      PackedTable[] before = tables;
      tables = new PackedTable[2 * before.length];
      Arrays.setAll(tables, i -> before[i / 2]);
    }
    int half = tables.length >> table.depth() >> 1;
    int start = index(hash) & -(2 * half);
    Arrays.fill(tables, start, start + half, table.half());
    Arrays.fill(tables, start + half, start + 2 * half, table.half());
    table.addTo(this);
  }

  void addAll(PackedCounts others) {
    others.distinctTables().forEach(table -> table.addTo(this));
  }

  /** The same counts, on their own from now on. Takes no longer than to look at each table once. */
  @Override
  public PackedCounts copy() {
    PackedTable[] copies = new PackedTable[tables.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = i > 0 && tables[i] == tables[i - 1] ? copies[i - 1] : tables[i].copy();
    }
    return new PackedCounts(copies);
  }

  /** All of it for another instance: each count and its key's length in 32 bits, then the key. */
  byte[] toBytes() {
    long keyBytes = distinctTables().mapToLong(PackedTable::keyBytes).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(2L * Integer.BYTES * size() + keyBytes));
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

  /**
   * Shows all byte strings, each with how often it occurs.
   *
   * @param visitor gets each positioned at its first byte, limited behind its last
   */
  void forEach(ObjIntConsumer<ByteBuffer> visitor) {
    distinctTables().forEach(table -> table.forEach(visitor));
  }

  private Stream<PackedTable> distinctTables() {
    return IntStream.range(0, tables.length)
        .filter(i -> i == 0 || tables[i] != tables[i - 1])
        .mapToObj(i -> tables[i]);
  }
}
