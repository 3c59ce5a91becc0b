// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One file of a log: records one after the other, each the length of its value as a 32-bit integer,
 * its key as a 64-bit one, then its value. The last records may still be in memory. Appended to by
 * one thread; read by any.
 *
 * <p>The file has no name once it is open, so that it is gone with the process, however that ends;
 * on Windows it is gone once it is closed.
 */
final class LogSegment implements Closeable {
  static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

  // Most posts fit in.
  private static final int READ_BYTES = 1024;

  private final int number;
  private final Path path;
  // Not channels: these are closed for all threads when one that reads is interrupted. The one that
  // is written is closed in a full segment; the other's monitor is for its position.
  private final RandomAccessFile file;
  private final RandomAccessFile readFile;
  // What is not written yet; its position is where the next record begins. Empty in a full segment.
  private ByteBuffer tail;
  private int written;
  private int garbage;

  private LogSegment(
      int number, Path path, RandomAccessFile file, RandomAccessFile readFile, int tailBytes) {
    this.number = number;
    this.path = path;
    this.file = file;
    this.readFile = readFile;
    this.tail = ByteBuffer.allocate(tailBytes);
  }

  /** A new segment with a file in a folder. */
  static LogSegment create(int number, Path folder, int tailBytes) throws IOException {
    Path path = Files.createTempFile(folder, "posts-", ".log");
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    RandomAccessFile readFile = new RandomAccessFile(path.toFile(), "r");
    // Not every operating system lets go of a name while the file is open.
    var unused = path.toFile().delete();
    return new LogSegment(number, path, file, readFile, tailBytes);
  }

  int number() {
    return number;
  }

  // The three for the thread that appends, which waits for no reader here: it alone changes them.

  /** Bytes of all records, those still in memory among them. */
  int size() {
    return written + tail.position();
  }

  /** Whether more than half of it is of no use any more. */
  boolean mostlyGarbage() {
    return garbage > size() / 2;
  }

  /** A record with a value of this length is of no use any more. */
  void discard(int valueLength) {
    garbage += HEADER_BYTES + valueLength;
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
    tail = ByteBuffer.allocate(0);
    file.close();
  }

  /**
   * The value of the record at an offset.
   *
   * @param length the value's
   */
  byte[] value(int offset, int length) throws IOException {
    return at(offset + HEADER_BYTES, length);
  }

  /** The record at an offset: length and key, and of the value what one read brings. */
  ByteBuffer record(int offset) throws IOException {
    return ByteBuffer.wrap(at(offset, READ_BYTES));
  }

  /** The bytes from an offset on, as many as wanted or as there are. Who appends waits for none. */
  private byte[] at(int offset, int wanted) throws IOException {
    int end;
    synchronized (this) {
      if (offset >= written) {
        int start = offset - written;
        return Arrays.copyOfRange(tail.array(), start, Math.min(start + wanted, tail.position()));
      }
      end = written;
    }
    byte[] bytes = new byte[Math.min(wanted, end - offset)];
    synchronized (readFile) {
      readFile.seek(offset);
      try {
        readFile.readFully(bytes);
      } catch (EOFException e) {
        throw new IOException(
            "a file of posts ends before byte " + (offset + bytes.length) + ": was it truncated?",
            e);
      }
    }
    return bytes;
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
    readFile.close();
    Files.deleteIfExists(path);
  }
}
