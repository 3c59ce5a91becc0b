// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import com.carrotsearch.hppc.LongLongHashMap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Values by {@code long} key on disk, for as long as the process lives: files that are only
 * appended to, while memory keeps where each value lies, in about 30 bytes a key. What a value
 * costs is the same whether a thousand are there or ten million: nothing is sorted, merged or
 * looked for.
 *
 * <p>Compaction: of a file of which more than half was replaced, what is of use is appended again,
 * some records with each that is put or removed, so that none waits for a whole file. One thread
 * writes; any thread reads.
 */
public final class PostLog implements Closeable {
  private static final int SEGMENT_BYTES = 32 * 1024 * 1024;
  private static final int TAIL_BYTES = 128 * 1024;
  // A file half of which is moved is done before as much is appended as it frees, and files half of
  // which was removed are done before the other half is.
  private static final int SCANNED_PER_BYTE = 4;
  private static final int SHARD_BITS = 6;

  private final Path folder;
  private final int segmentBytes;
  private final Map<Integer, LogSegment> segments = new HashMap<>();
  // The number of the segment, then the offset in it. Many small tables: one that has to grow must
  // not keep the join waiting.
  private final LongLongHashMap[] positions = new LongLongHashMap[1 << SHARD_BITS];
  private final Deque<LogSegment> compacted = new ArrayDeque<>();
  private int compactedUpTo;
  private LogSegment head;
  private boolean closed;

  /** An empty log whose files are in a folder, which is made if it is missing. */
  public PostLog(Path folder) throws IOException {
    this(folder, SEGMENT_BYTES);
  }

  PostLog(Path folder, int segmentBytes) throws IOException {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    for (int shard = 0; shard < positions.length; shard++) {
      positions[shard] = new LongLongHashMap();
    }
    Files.createDirectories(folder);
  }

  /** The key's value, or null. */
  public byte[] get(long key) throws IOException {
    LogSegment segment;
    long position;
    synchronized (this) {
      LongLongHashMap shard = shard(key);
      int slot = shard.indexOf(key);
      if (slot < 0) {
        return null;
      }
      position = shard.indexGet(slot);
      segment = segments.get(segmentNumber(position));
    }
    try {
      return segment.value(offset(position));
    } catch (IOException e) {
      if (moved(key, position)) {
        return get(key);
      }
      throw e;
    }
  }

  /** Whether a value was replaced or moved, and its file closed, while it was read. */
  private synchronized boolean moved(long key, long position) {
    return !closed && shard(key).getOrDefault(key, ~position) != position;
  }

  /** Whether the key has a value. */
  public synchronized boolean contains(long key) {
    return shard(key).containsKey(key);
  }

  /** How many keys have a value. */
  public synchronized long size() {
    long size = 0;
    for (LongLongHashMap shard : positions) {
      size += shard.size();
    }
    return size;
  }

  /** Bytes of all files. */
  public synchronized long bytes() {
    return segments.values().stream().mapToLong(LogSegment::size).sum();
  }

  /** Gives a key its value. */
  public synchronized void put(long key, byte[] value) throws IOException {
    long position = append(key, value);
    LongLongHashMap shard = shard(key);
    int slot = shard.indexOf(key);
    if (slot < 0) {
      shard.indexInsert(slot, key, position);
    } else {
      discard(shard.indexReplace(slot, position));
    }
    compact(SCANNED_PER_BYTE * (LogSegment.HEADER_BYTES + value.length));
  }

  /** Takes a key's value away, if it has one. */
  public synchronized void remove(long key) throws IOException {
    LongLongHashMap shard = shard(key);
    int slot = shard.indexOf(key);
    if (slot >= 0) {
      int removed = discard(shard.indexRemove(slot));
      compact(SCANNED_PER_BYTE * removed);
    }
  }

  private long append(long key, byte[] value) throws IOException {
    if (closed) {
      throw new IOException("the posts are closed");
    }
    if (head == null || head.size() >= segmentBytes) {
      roll();
    }
    return position(head.number(), head.append(key, value));
  }

  private void roll() throws IOException {
    int number = 0;
    if (head != null) {
      head.seal();
      number = head.number() + 1;
      compactIfWorthIt(head);
    }
    head = LogSegment.create(number, folder, TAIL_BYTES);
    segments.put(number, head);
  }

  private int discard(long position) throws IOException {
    LogSegment segment = segments.get(segmentNumber(position));
    int length = segment.discard(offset(position));
    if (segment != head) {
      compactIfWorthIt(segment);
    }
    return length;
  }

  private void compactIfWorthIt(LogSegment segment) {
    if (segment.mostlyGarbage() && !compacted.contains(segment)) {
      compacted.add(segment);
    }
  }

  private void compact(int bytes) throws IOException {
    int left = bytes;
    while (left > 0 && !compacted.isEmpty()) {
      LogSegment segment = compacted.peek();
      if (compactedUpTo >= segment.size()) {
        compacted.remove();
        compactedUpTo = 0;
        segments.remove(segment.number());
        segment.close();
      } else {
        left -= moveRecord(segment);
      }
    }
  }

  /** Moves the next record of a segment if it is of use; returns how long it is. */
  private int moveRecord(LogSegment segment) throws IOException {
    int offset = compactedUpTo;
    long key = segment.key(offset);
    byte[] value = segment.value(offset);
    long position = position(segment.number(), offset);
    LongLongHashMap shard = shard(key);
    int slot = shard.indexOf(key);
    if (slot >= 0 && shard.indexGet(slot) == position) {
      shard.indexReplace(slot, append(key, value));
    }
    int length = LogSegment.HEADER_BYTES + value.length;
    compactedUpTo += length;
    return length;
  }

  private LongLongHashMap shard(long key) {
    return positions[(int) ((key * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - SHARD_BITS))];
  }

  private static long position(int segment, int offset) {
    return ((long) segment << Integer.SIZE) | offset;
  }

  private static int segmentNumber(long position) {
    return (int) (position >>> Integer.SIZE);
  }

  private static int offset(long position) {
    return (int) position;
  }

  /** Closes the files, which are gone then. May be called again. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (LogSegment segment : segments.values()) {
      segment.close();
    }
    segments.clear();
    compacted.clear();
    for (LongLongHashMap shard : positions) {
      shard.clear();
    }
  }
}
