// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file of a log: records one after the other, each the length of its value as a 32-bit integer,
 * its key as a 64-bit one, then its value. The last records may still be in memory. Appended to by
 * one thread; read by any.
 *
 * <p>The file has no name once it is open, so that it is gone with the process, however that ends.
 */
final class LogSegment implements Closeable {
  static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

  // Most posts fit in, so that one read brings length and value.
  private static final int READ_BYTES = 1024;

  private final int number;
  // Not a channel: that is closed for all threads when one that reads is interrupted.
  private final RandomAccessFile file;
  // What is not written yet; its position is where the next record begins. Null in a full segment.
  private ByteBuffer tail;
  private int written;
  private int garbage;

  private LogSegment(int number, RandomAccessFile file, int tailBytes) {
    this.number = number;
    this.file = file;
    this.tail = ByteBuffer.allocate(tailBytes);
  }

  /** A new segment with a file in a folder. */
  static LogSegment create(int number, Path folder, int tailBytes) throws IOException {
    Path path = Files.createTempFile(folder, "posts-", ".log");
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    if (!path.toFile().delete()) {
      // Not every operating system lets go of a name while the file is open.
      path.toFile().deleteOnExit();
    }
    return new LogSegment(number, file, tailBytes);
  }

  int number() {
    return number;
  }

  /** Bytes of all records, those still in memory among them. */
  synchronized int size() {
    return written + (tail == null ? 0 : tail.position());
  }

  /** Whether more than half of it is of no use any more. */
  synchronized boolean mostlyGarbage() {
    return garbage > size() / 2;
  }

  /**
   * The record at an offset is of no use any more.
   *
   * @return how long it is
   */
  synchronized int discard(int offset) throws IOException {
    int length = HEADER_BYTES + at(offset, HEADER_BYTES).getInt();
    garbage += length;
    return length;
  }

  /**
   * Appends a record.
   *
   * @return where it begins
   */
  synchronized int append(long key, byte[] value) throws IOException {
    int length = HEADER_BYTES + value.length;
    if (tail.remaining() < length) {
      drain();
    }
    int offset = written + tail.position();
    if (tail.remaining() < length) {
      ByteBuffer large = ByteBuffer.allocate(length);
      large.putInt(value.length).putLong(key).put(value);
      write(large.array(), length);
    } else {
      tail.putInt(value.length).putLong(key).put(value);
    }
    return offset;
  }

  /** Writes what is in memory; nothing more is appended. */
  synchronized void seal() throws IOException {
    drain();
    tail = null;
  }

  /** The value of the record at an offset. */
  synchronized byte[] value(int offset) throws IOException {
    ByteBuffer record = at(offset, READ_BYTES);
    int length = record.getInt();
    record.getLong();
    if (record.remaining() < length) {
      record = at(offset + HEADER_BYTES, length);
    }
    byte[] value = new byte[length];
    record.get(value);
    return value;
  }

  /** The key of the record at an offset. */
  synchronized long key(int offset) throws IOException {
    return at(offset, HEADER_BYTES).getLong(Integer.BYTES);
  }

  /** The bytes from an offset on, as many as wanted or as there are. */
  private ByteBuffer at(int offset, int wanted) throws IOException {
    if (offset >= written) {
      byte[] bytes = tail.array();
      int start = offset - written;
      return ByteBuffer.wrap(bytes, start, Math.min(wanted, tail.position() - start)).slice();
    }
    byte[] bytes = new byte[Math.min(wanted, written - offset)];
    file.seek(offset);
    try {
      file.readFully(bytes);
    } catch (EOFException e) {
      throw new IOException(
          "a file of posts ends before byte " + (offset + bytes.length) + ": was it truncated?", e);
    }
    return ByteBuffer.wrap(bytes);
  }

  private void drain() throws IOException {
    if (tail.position() > 0) {
      write(tail.array(), tail.position());
      tail.clear();
    }
  }

  /** If it fails, nothing has happened, and the next one writes to the same place. */
  private void write(byte[] bytes, int length) throws IOException {
    file.seek(written);
    file.write(bytes, 0, length);
    written += length;
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
