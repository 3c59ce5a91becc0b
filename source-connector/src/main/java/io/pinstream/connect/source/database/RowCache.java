// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.apache.kafka.connect.data.Struct;

/**
 * The rows in memory, found by index, in no more bytes than are allowed: packed, and as they were
 * handed out where they have been drawn. One thread takes rows out, another one may replace them
 * meanwhile.
 */
final class RowCache {

  /** An eighth of the bytes is for rows in the form they are handed out in. */
  private static final int UNPACKED_SHARE = 8;

  /** Unpacked rows beyond this gain little: a table that is larger is drawn from all over. */
  private static final long MOST_UNPACKED_BYTES = 32 << 20;

  /** What the map takes for an index, besides the rows: a node, its place, a number, an array. */
  private static final long ENTRY_BYTES = 80;

  private final RowPacking packing;
  private final long packedLimit;
  private final long unpackedLimit;
  private final Map<Long, byte[]> packed = new ConcurrentHashMap<>();
  private final Map<Long, Struct[]> unpacked = new ConcurrentHashMap<>();
  private long packedBytes;
  private long unpackedBytes;

  /** Rows of so many posts found no room. */
  private long tooMany = Long.MAX_VALUE;

  /** What a post takes, on an average that leans to the newest; 0 before the first. */
  private double postBytes;

  RowCache(RowPacking packing, long maxBytes) {
    this.packing = packing;
    unpackedLimit = Math.min(MOST_UNPACKED_BYTES, maxBytes / UNPACKED_SHARE);
    packedLimit = maxBytes - unpackedLimit;
  }

  /** Whether so many posts have room, by the size of those that were read so far, if any. */
  synchronized boolean hasRoomFor(long count) {
    long kept = packed.size();
    double mean = kept > 0 ? (double) packedBytes / kept : postBytes;
    return packedLimit > 0 && mean * count < packedLimit && count < tooMany;
  }

  /** How many posts take about so many bytes, at least one. */
  synchronized int postsIn(long bytes) {
    return postBytes == 0 ? 1 : (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / postBytes));
  }

  boolean holds(long index) {
    return packed.containsKey(index);
  }

  /**
   * The rows of an index, which must not be changed: records of the same row share them, for a
   * transformation must not change what it reaches from a record (Connect's {@code
   * Transformation}).
   *
   * @return one row per table, null where the table has none; null if the index is not in memory
   */
  Struct[] get(long index) {
    Struct[] known = unpacked.get(index);
    if (known != null) {
      return known;
    }
    byte[] bytes = packed.get(index);
    if (bytes == null) {
      return null;
    }
    Struct[] rows = packing.unpack(bytes);
    synchronized (this) {
      if (unpackedBytes < unpackedLimit && packed.get(index) == bytes) {
        unpacked.put(index, rows);
        unpackedBytes += packing.unpackedBytes(bytes);
      }
    }
    return rows;
  }

  /** Takes note of how many bytes the rows of some posts have. */
  synchronized void measure(long bytes, int posts) {
    double size = ENTRY_BYTES + (double) bytes / posts;
    postBytes = postBytes == 0 ? size : (16 * postBytes + posts * size) / (16 + posts);
  }

  /** Keeps the rows of an index in place of those that it had, as far as they have room. */
  synchronized void put(long index, Struct[] rows) {
    byte[] bytes = packing.pack(rows);
    byte[] old = packed.get(index);
    if (Arrays.equals(old, bytes)) {
      return;
    }
    remove(index);
    if (packedBytes + bytes.length + ENTRY_BYTES > packedLimit) {
      tooMany = packed.size() + 1L;
      return;
    }
    packed.put(index, bytes);
    packedBytes += bytes.length + ENTRY_BYTES;
  }

  void removeIf(LongPredicate isGone) {
    for (long index : packed.keySet()) {
      if (isGone.test(index)) {
        remove(index);
      }
    }
  }

  long posts() {
    return packed.size();
  }

  private synchronized void remove(long index) {
    byte[] old = packed.remove(index);
    if (old != null) {
      packedBytes -= old.length + ENTRY_BYTES;
      if (unpacked.remove(index) != null) {
        unpackedBytes -= packing.unpackedBytes(old);
      }
    }
  }
}
