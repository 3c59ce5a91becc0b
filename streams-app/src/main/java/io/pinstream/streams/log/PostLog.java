// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import com.carrotsearch.hppc.LongLongHashMap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  // Where a value lies: the number of its segment, the offset of its record there, and its length,
  // so that to replace it nothing is read. A length that does not fit is read from the record.
  private static final int LENGTH_BITS = 22;
  private static final int OFFSET_BITS = 26;
  private static final int LONGEST = (1 << LENGTH_BITS) - 1;
  private static final int LAST_NUMBER = (1 << (Long.SIZE - OFFSET_BITS - LENGTH_BITS)) - 1;

  private final Path folder;
  private final int segmentBytes;
  private final Map<Integer, LogSegment> segments = new HashMap<>();
  private SplitLongMap positions = new SplitLongMap();
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
    Files.createDirectories(folder);
    begin(0);
  }

  /** The key's value, or null. */
  public byte[] get(long key) throws IOException {
    LogSegment segment;
    long position;
    synchronized (this) {
      checkOpen();
      LongLongHashMap table = positions.of(key);
      int slot = table.indexOf(key);
      if (slot < 0) {
        return null;
      }
      position = table.indexGet(slot);
      segment = segments.get(segmentNumber(position));
    }
    try {
      return segment.value(offset(position), length(segment, position));
    } catch (IOException e) {
      if (moved(key, position)) {
        return get(key);
      }
      throw e;
    }
  }

  /** Whether a value was replaced or moved, and its file closed, while it was read. */
  private synchronized boolean moved(long key, long position) {
    return !closed && positions.of(key).getOrDefault(key, ~position) != position;
  }

  /** Whether the key has a value. */
  public synchronized boolean contains(long key) {
    return positions.of(key).containsKey(key);
  }

  /** Bytes of all files. */
  synchronized long bytes() {
    return segments.values().stream().mapToLong(LogSegment::size).sum();
  }

  /** Gives a key its value. */
  public synchronized void put(long key, byte[] value) throws IOException {
    long position = append(key, value);
    LongLongHashMap table = positions.of(key);
    int slot = table.indexOf(key);
    if (slot < 0) {
      table.indexInsert(slot, key, position);
    } else {
      discard(table.indexReplace(slot, position));
    }
    compact(SCANNED_PER_BYTE * (LogSegment.HEADER_BYTES + value.length));
  }

  /** Takes a key's value away, if it has one. */
  public synchronized void remove(long key) throws IOException {
    LongLongHashMap table = positions.of(key);
    int slot = table.indexOf(key);
    if (slot >= 0) {
      compact(SCANNED_PER_BYTE * discard(table.indexRemove(slot)));
    }
  }

  private long append(long key, byte[] value) throws IOException {
    checkOpen();
    if (head.size() >= segmentBytes) {
      roll();
    }
    return position(head.number(), head.append(key, value), value.length);
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the posts are closed");
    }
  }

  private void roll() throws IOException {
    head.seal();
    compactIfWorthIt(head);
    int number = head.number();
    do {
      number = number == LAST_NUMBER ? 0 : number + 1;
    } while (segments.containsKey(number));
    begin(number);
  }

  private void begin(int number) throws IOException {
    head = LogSegment.create(number, folder, TAIL_BYTES);
    segments.put(number, head);
  }

  private int discard(long position) throws IOException {
    LogSegment segment = segments.get(segmentNumber(position));
    int length = length(segment, position);
    segment.discard(length);
    if (segment != head) {
      compactIfWorthIt(segment);
    }
    return LogSegment.HEADER_BYTES + length;
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
    ByteBuffer record = segment.record(offset);
    int length = record.getInt();
    long key = record.getLong();
    LongLongHashMap table = positions.of(key);
    int slot = table.indexOf(key);
    if (slot >= 0 && table.indexGet(slot) == position(segment.number(), offset, length)) {
      byte[] value;
      if (length <= record.remaining()) {
        value = new byte[length];
        record.get(value);
      } else {
        value = segment.value(offset, length);
      }
      table.indexReplace(slot, append(key, value));
    }
    compactedUpTo += LogSegment.HEADER_BYTES + length;
    return LogSegment.HEADER_BYTES + length;
  }

  private static int length(LogSegment segment, long position) throws IOException {
    int length = (int) position & LONGEST;
    return length < LONGEST ? length : segment.record(offset(position)).getInt();
  }

  private static long position(int segment, int offset, int length) {
    return ((long) segment << (OFFSET_BITS + LENGTH_BITS))
        | ((long) offset << LENGTH_BITS)
        | Math.min(length, LONGEST);
  }

  private static int segmentNumber(long position) {
    return (int) (position >>> (OFFSET_BITS + LENGTH_BITS));
  }

  private static int offset(long position) {
    return (int) (position >>> LENGTH_BITS) & ((1 << OFFSET_BITS) - 1);
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
    positions = new SplitLongMap();
  }
}
