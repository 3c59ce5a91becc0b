// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of a log: records one after the other, each its length and checksum as 32-bit integers,
 * its key as a 64-bit one, then its value. A length of -1 marks a tombstone, which has no value.
 * The last records may still be in memory. Not thread-safe.
 */
final class LogSegment implements Closeable {
  /** What is told of each record, in the order in which they were written. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Told of a record.
     *
     * @param value null for a tombstone
     */
    void visit(int offset, long key, byte[] value) throws IOException;
  }

  static final int HEADER_BYTES = 2 * Integer.BYTES + Long.BYTES;

  private static final int TOMBSTONE = -1;
  private static final int SCAN_BYTES = 256 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  // Most posts fit in, so that one read brings length and value.
  private static final int READ_BYTES = 2048;

  private final int number;
  private final Path file;
  private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
  private final CRC32C checksum = new CRC32C();
  private FileChannel channel;
  // What is not written yet; nothing if nobody appends any more.
  private ByteBuffer tail = NOTHING;
  private int written;
  private int garbage;
  private int tombstones;

  private LogSegment(int number, Path file, FileChannel channel) {
    this.number = number;
    this.file = file;
    this.channel = channel;
  }

  /** A new segment. */
  static LogSegment create(int number, Path file) throws IOException {
    return new LogSegment(
        number,
        file,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /**
   * An existing segment, all of whose records are visited.
   *
   * @throws DamagedLogException if it does not have, byte for byte, what was written to it
   * @throws IOException if it can't be read
   */
  static LogSegment open(int number, Path file, Visitor visitor) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      LogSegment segment = new LogSegment(number, file, channel);
      long length = channel.size();
      if (length > Integer.MAX_VALUE) {
        throw new DamagedLogException(
            file + " has " + length + " bytes, more than any segment may have");
      }
      segment.written = (int) length;
      segment.forEach(
          (offset, key, value) -> {
            segment.count(value);
            visitor.visit(offset, key, value);
          });
      return segment;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Lends the segment a buffer, so that records can be appended.
   *
   * @param buffer empty; nobody else may use it until {@link #seal}
   */
  void lend(ByteBuffer buffer) {
    tail = buffer;
  }

  /** Writes what is in memory; no more is appended. */
  void seal() throws IOException {
    drain();
    tail = NOTHING;
  }

  int number() {
    return number;
  }

  /** Bytes of all records, those still in memory among them. */
  int size() {
    return written + tail.position();
  }

  /** Whether more than half of it is of no use any more. */
  boolean mostlyGarbage() {
    return garbage > size() / 2;
  }

  /** Bytes of all tombstones, whether they are of use or not. */
  int tombstones() {
    return tombstones;
  }

  /**
   * Appends a record.
   *
   * @param value null for a tombstone
   * @return where it begins
   */
  int append(long key, byte[] value) throws IOException {
    int length = value == null ? 0 : value.length;
    if (tail.remaining() < HEADER_BYTES + length) {
      drain();
    }
    final int offset = size();
    int sum = checksum(key, value);
    if (tail.remaining() < HEADER_BYTES + length) {
      ByteBuffer large = ByteBuffer.allocate(HEADER_BYTES + length);
      fill(large, key, value, sum);
      write(large.flip());
    } else {
      fill(tail, key, value, sum);
    }
    count(value);
    return offset;
  }

  private void count(byte[] value) {
    if (value == null) {
      tombstones += HEADER_BYTES;
    }
  }

  private static void fill(ByteBuffer buffer, long key, byte[] value, int sum) {
    buffer.putInt(value == null ? TOMBSTONE : value.length).putInt(sum).putLong(key);
    if (value != null) {
      buffer.put(value);
    }
  }

  /** The value of the record at an offset. */
  byte[] value(int offset) throws IOException {
    ByteBuffer bytes = at(offset);
    int length = bytes.getInt();
    int sum = bytes.getInt();
    long key = bytes.getLong();
    if (length < 0 || length > size() - offset - HEADER_BYTES) {
      throw damaged(offset);
    }
    byte[] value = new byte[length];
    int atHand = Math.min(length, bytes.remaining());
    bytes.get(value, 0, atHand);
    if (atHand < length) {
      readFully(ByteBuffer.wrap(value, atHand, length - atHand), offset + HEADER_BYTES + atHand);
    }
    if (checksum(key, value) != sum) {
      throw damaged(offset);
    }
    return value;
  }

  private DamagedLogException damaged(int offset) {
    return new DamagedLogException(file + " is damaged at byte " + offset + " of " + size());
  }

  /** The record at an offset is of no use any more. */
  void discard(int offset) throws IOException {
    ByteBuffer bytes = at(offset);
    garbage += HEADER_BYTES + Math.max(0, bytes.getInt(bytes.position()));
  }

  /** The bytes from an offset on: at least a header, as much as is at hand. */
  private ByteBuffer at(int offset) throws IOException {
    if (offset >= written) {
      return tail.duplicate().flip().position(offset - written);
    }
    read.clear().limit(Math.min(READ_BYTES, written - offset));
    readFully(read, offset);
    return read.flip();
  }

  private void readFully(ByteBuffer to, int offset) throws IOException {
    int at = offset;
    while (to.hasRemaining()) {
      int count = read(to, at);
      if (count < 0) {
        throw new DamagedLogException(file + " ends at byte " + at + ", in the middle of a record");
      }
      at += count;
    }
  }

  /** As the channel does; but it is closed for all when a thread that reads is interrupted. */
  private int read(ByteBuffer to, int offset) throws IOException {
    int start = to.position();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return channel.read(to, offset);
        } catch (ClosedByInterruptException e) {
          interrupted = Thread.interrupted();
          channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
          to.position(start);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Visits all records of a segment that nobody appends to. */
  void forEach(Visitor visitor) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SCAN_BYTES).flip();
    int offset = 0;
    while (offset < written) {
      if (written - offset < HEADER_BYTES) {
        throw damaged(offset);
      }
      bytes = window(bytes, offset, HEADER_BYTES);
      int length = bytes.getInt(bytes.position());
      int end = offset + HEADER_BYTES + Math.max(0, length);
      if (length < TOMBSTONE || end < offset || end > written) {
        throw damaged(offset);
      }
      bytes = window(bytes, offset, end - offset);
      bytes.getInt();
      int sum = bytes.getInt();
      long key = bytes.getLong();
      byte[] value = null;
      if (length != TOMBSTONE) {
        value = new byte[length];
        bytes.get(value);
      }
      if (checksum(key, value) != sum) {
        throw damaged(offset);
      }
      visitor.visit(offset, key, value);
      offset = end;
    }
  }

  /** The same bytes, which are those from an offset on, with at least so many of them. */
  private ByteBuffer window(ByteBuffer bytes, int offset, int atLeast) throws IOException {
    if (bytes.remaining() >= atLeast) {
      return bytes;
    }
    ByteBuffer next = bytes.capacity() >= atLeast ? bytes : ByteBuffer.allocate(atLeast);
    next.clear().limit(Math.min(next.capacity(), written - offset));
    readFully(next, offset);
    return next.flip();
  }

  private int checksum(long key, byte[] value) {
    checksum.reset();
    if (value != null) {
      checksum.update(value, 0, value.length);
    }
    // Inverted, so that zeros, which a file may end in when the power failed, are no record.
    return ~((int) checksum.getValue() ^ Long.hashCode(key));
  }

  /** Hands what is in memory to the operating system. */
  private void drain() throws IOException {
    if (tail.position() > 0) {
      write(tail.duplicate().flip());
      tail.clear();
    }
  }

  /** If it fails, nothing has happened, and the next one writes to the same place. */
  private void write(ByteBuffer bytes) throws IOException {
    int at = written;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    written = at;
  }

  /** Returns when all of it is on the disk. */
  void force() throws IOException {
    drain();
    // A write that failed may have left something behind the last record.
    channel.truncate(written);
    channel.force(false);
  }

  void delete() throws IOException {
    channel.close();
    Files.delete(file);
  }

  /** Closes the file; what is in memory only is lost. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
