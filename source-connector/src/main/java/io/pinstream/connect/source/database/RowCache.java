// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows in memory, found by index, in no more bytes than are allowed. One thread takes rows out,
 * another one may replace blocks meanwhile.
 */
final class RowCache {

  /** An eighth of the bytes is for rows in the form they are handed out in. */
  private static final int UNPACKED_SHARE = 8;

  /** Unpacked rows beyond this gain little: a table that is larger is drawn from all over. */
  private static final long MOST_UNPACKED_BYTES = 32 << 20;

  private final long packedLimit;
  private final long unpackedLimit;
  private final NavigableMap<Long, RowBlock> blocks = new ConcurrentSkipListMap<>();
  private final AtomicLong packedBytes = new AtomicLong();
  private final AtomicLong posts = new AtomicLong();
  private final AtomicLong unpackedBytes = new AtomicLong();

  /** Whether a block found no room since the last {@link #recount}. */
  private volatile boolean full;

  /** What a post has taken so far, on an average that leans to the newest; 0 before the first. */
  private volatile double postBytes;

  RowCache(long maxBytes) {
    unpackedLimit = Math.min(MOST_UNPACKED_BYTES, maxBytes / UNPACKED_SHARE);
    packedLimit = maxBytes - unpackedLimit;
  }

  /** Takes note of what posts take that are not kept. */
  void measured(long bytes, int count) {
    double mean = (double) bytes / Math.max(1, count);
    postBytes = postBytes == 0 ? mean : (3 * postBytes + mean) / 4;
  }

  /** Whether so many posts have room, by the size of those that were read so far, if any. */
  boolean hasRoomFor(long count) {
    long kept = posts.get();
    double mean = kept > 0 ? Math.max(1, (double) packedBytes.get() / kept) : postBytes;
    return mean * count < packedLimit && !full;
  }

  /** How many posts take about so many bytes, at least one. */
  int postsIn(long bytes) {
    return postBytes == 0
        ? 1
        : (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / Math.max(1, postBytes)));
  }

  /** The block whose range an index lies in, or null. */
  RowBlock blockOf(long index) {
    Map.Entry<Long, RowBlock> entry = blocks.floorEntry(index);
    return entry != null && index <= entry.getValue().high() ? entry.getValue() : null;
  }

  /** The index after the last block that ends before this one, or the given one. */
  long lowEnd(long index, long low) {
    Map.Entry<Long, RowBlock> before = blocks.floorEntry(index);
    return before == null ? low : Math.max(low, before.getValue().high() + 1);
  }

  /** The index before the first block that starts behind this one, or the given one. */
  long highEnd(long index, long high) {
    Long after = blocks.higherKey(index);
    return after == null ? high : Math.min(high, after - 1);
  }

  /** Keeps a block, in place of one with the same range if there is one, as far as it has room. */
  void put(RowBlock block) {
    RowBlock old = blocks.get(block.low());
    long more = block.bytes() - (old == null ? 0 : old.bytes());
    if (packedBytes.get() + more > packedLimit) {
      remove(block.low());
      full = true;
      return;
    }
    remove(block.low());
    blocks.put(block.low(), block);
    packedBytes.addAndGet(block.bytes());
    posts.addAndGet(block.size());
  }

  private void remove(long low) {
    RowBlock old = blocks.remove(low);
    if (old != null) {
      packedBytes.addAndGet(-old.bytes());
      posts.addAndGet(-old.size());
      unpackedBytes.addAndGet(-old.unpackedBytes());
    }
  }

  /** Whether a row that is unpacked may be kept so. */
  boolean keepsUnpacked() {
    return unpackedBytes.get() < unpackedLimit;
  }

  void unpacked(long bytes) {
    unpackedBytes.addAndGet(bytes);
  }

  /** Corrects what several threads have counted, after blocks have been replaced. */
  void recount() {
    unpackedBytes.set(blocks.values().stream().mapToLong(RowBlock::unpackedBytes).sum());
    full = false;
  }

  List<RowBlock> blocks() {
    return List.copyOf(blocks.values());
  }

  /** Of how many posts there are rows. */
  long posts() {
    return posts.get();
  }
}
