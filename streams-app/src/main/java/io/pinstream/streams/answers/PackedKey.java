// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts numbers and texts into one byte string, and reads them out again. Not thread-safe. */
final class PackedKey {
  private static final int NULL = -1;

  private ByteBuffer bytes = ByteBuffer.allocate(256);

  PackedKey start() {
    bytes.clear();
    return this;
  }

  PackedKey number(long number) {
    ensure(Long.BYTES);
    bytes.putLong(number);
    return this;
  }

  /** Appends a text or null. */
  PackedKey text(String text) {
    if (text == null) {
      ensure(Integer.BYTES);
      bytes.putInt(NULL);
    } else {
      byte[] encoded = text.getBytes(UTF_8);
      ensure(Integer.BYTES + encoded.length);
      bytes.putInt(encoded.length).put(encoded);
    }
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Reads a text or null. */
  static String text(ByteBuffer key) {
    int length = key.getInt();
    if (length == NULL) {
      return null;
    }
    byte[] text = new byte[length];
    key.get(text);
    return new String(text, UTF_8);
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      bytes.flip();
      bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.limit() + more)).put(bytes);
    }
  }
}
