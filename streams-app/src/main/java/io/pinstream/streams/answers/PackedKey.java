// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.post.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;

/**
 * What a question counts, in one byte string: its hash, so that it is computed once, then whole
 * numbers, and texts as the bytes that a post has between the quotes. They are decoded when
 * somebody asks. Not thread-safe.
 */
final class PackedKey {
  private static final int HASH = Integer.BYTES;
  private static final int NULL = -1;

  // There are two names in a key at most; the rest is small.
  private final ByteBuffer bytes = ByteBuffer.allocate(2 * Row.MAX_NAME_BYTES + 256);

  /** Begins a key. */
  PackedKey start() {
    bytes.clear().position(HASH);
    return this;
  }

  void number(long number) {
    bytes.putLong(number);
  }

  /** Appends a row's text, or null. */
  void text(Row row, int column) {
    if (row.isNull(column)) {
      bytes.putInt(NULL);
    } else {
      int start = row.start(column) + 1;
      int length = row.end(column) - 1 - start;
      bytes.putInt(length).put(row.bytes(), start, length);
    }
  }

  byte[] toBytes() {
    return hashed(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  /** The key whose parts are the next bytes of another instance's, if there are so many. */
  static byte[] take(ByteBuffer bytes, int length) {
    Objects.checkFromIndexSize(0, length, bytes.remaining());
    byte[] key = new byte[HASH + length];
    bytes.get(key, HASH, length);
    return hashed(key);
  }

  private static byte[] hashed(byte[] key) {
    ByteBuffer.wrap(key).putInt(Utils.murmur2(key));
    return key;
  }

  static int hash(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  /** The parts of a key, to be taken one after the other. */
  static ByteBuffer parts(byte[] key) {
    return ByteBuffer.wrap(key, HASH, key.length - HASH);
  }

  /** Takes a text off a key, or null. */
  static String takeText(ByteBuffer parts) {
    ByteBuffer text = takeBytes(parts);
    return text == null ? null : Row.unescaped(UTF_8.decode(text).toString());
  }

  /** Takes a text off a key, or null, as it is between the quotes. */
  static ByteBuffer takeBytes(ByteBuffer parts) {
    int length = parts.getInt();
    if (length == NULL) {
      return null;
    }
    ByteBuffer text = parts.slice(parts.position(), length);
    parts.position(parts.position() + length);
    return text;
  }
}
