// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;

/** All rows of all tables whose indexes lie between two, as they were at one moment. */
final class RowBlock {

  private final long low;
  private final long high;
  private final RowPacking packing;
  private final long[] indexes;
  private final byte[][] packed;
  private final long bytes;

  /** Rows in the form they are handed out in; the reader's thread alone looks here. */
  private Struct[][] unpacked;

  private volatile long unpackedBytes;

  private RowBlock(
      long low, long high, RowPacking packing, long[] indexes, byte[][] packed, long bytes) {
    this.low = low;
    this.high = high;
    this.packing = packing;
    this.indexes = indexes;
    this.packed = packed;
    this.bytes = bytes;
  }

  /**
   * Packs rows.
   *
   * @param rows by index, one map per table
   */
  static RowBlock of(IndexRange range, RowPacking packing, List<Map<Long, Struct>> rows) {
    TreeSet<Long> found = new TreeSet<>();
    rows.forEach(table -> found.addAll(table.keySet()));
    long[] indexes = found.stream().mapToLong(Long::longValue).toArray();
    byte[][] packed = new byte[indexes.length][];
    PackedBuffer buffer = new PackedBuffer(4_096);
    long bytes = 0;
    for (int i = 0; i < indexes.length; i++) {
      packed[i] = packing.pack(rowsOf(indexes[i], rows), buffer);
      bytes += packed[i].length;
    }
    return new RowBlock(range.low(), range.high(), packing, indexes, packed, bytes);
  }

  /** One row per table; null where the table has none. */
  static Struct[] rowsOf(long index, List<Map<Long, Struct>> rows) {
    return rows.stream().map(table -> table.get(index)).toArray(Struct[]::new);
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }

  IndexRange range() {
    return new IndexRange(low, high);
  }

  boolean hasSameRowsAs(RowBlock other) {
    return packing == other.packing
        && Arrays.equals(indexes, other.indexes)
        && Arrays.deepEquals(packed, other.packed);
  }

  /** How many indexes have rows here. */
  int size() {
    return indexes.length;
  }

  /** What the packed rows take. */
  long bytes() {
    return bytes;
  }

  /** What the rows take that have been unpacked and kept. */
  long unpackedBytes() {
    return unpackedBytes;
  }

  /**
   * The rows of an index, which must not be changed: records of the same row share them, for a
   * transformation must not change what it reaches from a record (Connect's {@code
   * Transformation}).
   *
   * @param keep whether to keep what is unpacked for the next time
   * @return one row per table, null where the table has none; null if no table has one
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  Struct[] rows(long index, boolean keep) {
    int place = Arrays.binarySearch(indexes, index);
    if (place < 0) {
      return null;
    }
    if (unpacked != null && unpacked[place] != null) {
      return unpacked[place];
    }
    Struct[] rows = packing.unpack(packed[place]);
    if (keep) {
      if (unpacked == null) {
        unpacked = new Struct[indexes.length][];
      }
      unpacked[place] = rows;
      unpackedBytes += packing.unpackedBytes(packed[place].length);
    }
    return rows;
  }
}
