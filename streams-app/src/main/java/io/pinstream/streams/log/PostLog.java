// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import com.carrotsearch.hppc.LongArrayList;
import com.carrotsearch.hppc.LongLongHashMap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.roaringbitmap.longlong.PeekableLongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Values by {@code long} key, in files that are only appended to; where each lies is kept in
 * memory, with about 40 bytes a key. What a value costs is the same whether a thousand are there or
 * a million: nothing is sorted, merged or looked for. A file of which more than half was replaced
 * is written again without what is of no use.
 *
 * <p>What was put is on the disk after {@link #force} or {@link #close}, and may be lost with the
 * process before. Keys are ordered as unsigned numbers. Thread-safe.
 */
public final class PostLog implements Closeable {
  static final int SEGMENT_BYTES = 32 * 1024 * 1024;

  private static final Pattern FILE = Pattern.compile("([01]\\d{9})\\.log");
  private static final long NOWHERE = -1;
  private static final int TAIL_BYTES = 128 * 1024;
  private static final int MAX_OBSOLETE = 4;

  private final Path folder;
  private final int segmentBytes;
  private final ByteBuffer tail = ByteBuffer.allocateDirect(TAIL_BYTES);
  private final TreeMap<Integer, LogSegment> segments = new TreeMap<>();
  // The number of the segment, then the offset in it.
  private final LongLongHashMap positions = new LongLongHashMap();
  private final Roaring64Bitmap keys = new Roaring64Bitmap();
  // Full, but perhaps not on the disk.
  private final List<LogSegment> unforced = new ArrayList<>();
  // All that was of use in them was moved, but is perhaps not on the disk.
  private final List<LogSegment> obsolete = new ArrayList<>();
  private LogSegment head;
  // Whether a segment was filled that nobody has looked at.
  private boolean filled;

  private PostLog(Path folder, int segmentBytes) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Opens the log in a folder, which is made if it is missing.
   *
   * @throws DamagedLogException if a file does not have, byte for byte, what was written to it
   * @throws IOException if the folder can't be used
   */
  public static PostLog open(Path folder) throws IOException {
    return open(folder, SEGMENT_BYTES);
  }

  static PostLog open(Path folder, int segmentBytes) throws IOException {
    Files.createDirectories(folder);
    PostLog log = new PostLog(folder, segmentBytes);
    try {
      log.recover();
    } catch (IOException | RuntimeException e) {
      log.closeFiles();
      throw e;
    }
    return log;
  }

  /** Removes the files of a log, if there is one. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : files(folder).values()) {
        Files.delete(file);
      }
    }
  }

  private static NavigableMap<Integer, Path> files(Path folder) throws IOException {
    NavigableMap<Integer, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          files.put(Integer.valueOf(name.group(1)), file);
        }
      }
    }
    return files;
  }

  private void recover() throws IOException {
    NavigableMap<Integer, Path> files = files(folder);
    for (Map.Entry<Integer, Path> each : files.entrySet()) {
      recover(each.getKey(), each.getValue());
    }
    if (segments.isEmpty() || segments.lastEntry().getValue().size() >= segmentBytes) {
      roll();
    } else {
      head = segments.lastEntry().getValue();
      head.lend(tail);
    }
    clean();
  }

  private void recover(int number, Path file) throws IOException {
    LongArrayList replaced = new LongArrayList();
    LogSegment segment =
        LogSegment.open(
            number,
            file,
            (offset, key, value) -> {
              int slot = positions.indexOf(key);
              if (slot >= 0) {
                replaced.add(positions.indexGet(slot));
              }
              if (value != null) {
                positions.put(key, position(number, offset));
                keys.addLong(key);
              } else if (slot >= 0) {
                positions.indexRemove(slot);
                keys.removeLong(key);
              }
            });
    segments.put(number, segment);
    for (int i = 0; i < replaced.size(); i++) {
      long position = replaced.get(i);
      segments.get(segmentNumber(position)).discard(offset(position));
    }
  }

  /** The key's value, or null. */
  public synchronized byte[] get(long key) throws IOException {
    int slot = positions.indexOf(key);
    if (slot < 0) {
      return null;
    }
    long position = positions.indexGet(slot);
    LogSegment segment = segments.get(segmentNumber(position));
    if (segment == null) {
      throw new ClosedChannelException();
    }
    return segment.value(offset(position));
  }

  /** Whether the key has a value. */
  public synchronized boolean contains(long key) {
    return positions.containsKey(key);
  }

  /** How many keys have a value. */
  public synchronized long size() {
    return positions.size();
  }

  /** Gives a key its value. */
  public synchronized void put(long key, byte[] value) throws IOException {
    long position = append(key, value);
    int slot = positions.indexOf(key);
    if (slot < 0) {
      positions.indexInsert(slot, key, position);
      keys.addLong(key);
    } else {
      discard(positions.indexReplace(slot, position));
    }
  }

  /** Takes a key's value away, if it has one. */
  public synchronized void remove(long key) throws IOException {
    if (!positions.containsKey(key)) {
      return;
    }
    append(key, null);
    keys.removeLong(key);
    discard(positions.remove(key));
  }

  /**
   * The first entries of a range, in the order of their keys.
   *
   * @param from the lowest key
   * @param to the highest key
   * @param limit at most so many
   */
  public synchronized List<Map.Entry<Long, byte[]>> entries(long from, long to, int limit)
      throws IOException {
    List<Map.Entry<Long, byte[]>> entries = new ArrayList<>();
    PeekableLongIterator next = keys.getLongIteratorFrom(from);
    while (next.hasNext() && entries.size() < limit) {
      long key = next.next();
      if (Long.compareUnsigned(key, to) > 0) {
        break;
      }
      entries.add(Map.entry(key, get(key)));
    }
    return entries;
  }

  /** Returns when all that was put is on the disk. */
  public synchronized void force() throws IOException {
    for (LogSegment segment : unforced) {
      segment.force();
    }
    unforced.clear();
    head.force();
    // Only now: what was moved out of them was in memory until here. In this order: what the first
    // one has was perhaps removed in the second.
    for (Iterator<LogSegment> next = obsolete.iterator(); next.hasNext(); next.remove()) {
      next.next().delete();
    }
  }

  /** Bytes of all files. */
  public synchronized long bytes() {
    return Stream.concat(segments.values().stream(), obsolete.stream())
        .mapToLong(LogSegment::size)
        .sum();
  }

  private long append(long key, byte[] value) throws IOException {
    if (segments.isEmpty()) {
      throw new ClosedChannelException();
    }
    if (head.size() >= segmentBytes) {
      roll();
    }
    if (filled) {
      clean();
    }
    return position(head.number(), head.append(key, value));
  }

  private void roll() throws IOException {
    if (head != null) {
      head.seal();
    }
    int number = segments.isEmpty() ? 0 : segments.lastKey() + 1;
    Path file = folder.resolve(String.format("%010d.log", number));
    LogSegment next = LogSegment.create(number, file);
    if (head != null) {
      unforced.add(head);
    }
    head = next;
    head.lend(tail);
    segments.put(number, head);
    filled = true;
  }

  private void discard(long position) throws IOException {
    LogSegment segment = segments.get(segmentNumber(position));
    segment.discard(offset(position));
    cleanIfWorthIt(segment);
  }

  private void clean() throws IOException {
    filled = false;
    for (LogSegment segment : List.copyOf(segments.values())) {
      cleanIfWorthIt(segment);
    }
    while (tooManyTombstones()) {
      clean(segments.firstEntry().getValue());
    }
  }

  private void cleanIfWorthIt(LogSegment segment) throws IOException {
    if (segment != head && segment.mostlyGarbage()) {
      clean(segment);
    }
  }

  /**
   * Whether tombstones are more than a quarter of all. They are of use as long as anything older is
   * there: then the oldest go, with what they have of use moved.
   */
  private boolean tooManyTombstones() {
    long bytes = 0;
    long tombstones = 0;
    for (LogSegment segment : segments.headMap(head.number()).values()) {
      bytes += segment.size();
      tombstones += segment.tombstones();
    }
    return tombstones > bytes / 4;
  }

  private void clean(LogSegment segment) throws IOException {
    // What is older may still have a value that a tombstone takes away. An obsolete file that is
    // older is deleted before this one.
    boolean oldest = segments.firstKey() == segment.number();
    segment.forEach(
        (offset, key, value) -> {
          if (value == null) {
            if (!oldest && !positions.containsKey(key)) {
              move(key, null);
            }
          } else if (positions.getOrDefault(key, NOWHERE) == position(segment.number(), offset)) {
            positions.put(key, move(key, value));
          }
        });
    segments.remove(segment.number());
    unforced.remove(segment);
    obsolete.add(segment);
    if (obsolete.size() == MAX_OBSOLETE) {
      force();
    }
  }

  private long move(long key, byte[] value) throws IOException {
    if (head.size() >= segmentBytes) {
      roll();
    }
    return position(head.number(), head.append(key, value));
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

  /** Writes all to the disk and closes the files. May be called again. */
  @Override
  public synchronized void close() throws IOException {
    if (!segments.isEmpty()) {
      try {
        force();
      } finally {
        closeFiles();
      }
    }
  }

  private void closeFiles() throws IOException {
    for (LogSegment segment : segments.values()) {
      segment.close();
    }
    for (LogSegment segment : obsolete) {
      segment.close();
    }
    segments.clear();
    obsolete.clear();
  }
}
