// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import java.util.Arrays;

/** A growing buffer of JSON text in raw UTF-8; only what JSON demands is escaped. */
final class JsonBytes {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  // A char is at most six bytes: a backslash, u and four hexadecimal digits.
  private static final int WIDEST_CHAR = 6;

  private byte[] bytes = new byte[1024];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  void ascii(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  void ascii(char[] chars, int offset, int length) {
    ensure(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) chars[offset + i];
    }
  }

  void ascii(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  /**
   * Appends a JSON string with its quotes.
   *
   * @return false if the text holds half a surrogate pair, which UTF-8 can't express; the buffer is
   *     then unusable
   */
  boolean string(char[] chars, int offset, int length) {
    ensure(length * WIDEST_CHAR + 2);
    byte[] out = bytes;
    int at = size;
    out[at++] = '"';
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      if (c < 0x80) {
        if (c >= ' ' && c != '"' && c != '\\') {
          out[at++] = (byte) c;
        } else {
          at = escape(c, out, at);
        }
      } else if (c < 0x800) {
        out[at++] = (byte) (0xc0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xe0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        if (Character.isLowSurrogate(c)
            || i + 1 == end
            || !Character.isLowSurrogate(chars[i + 1])) {
          return false;
        }
        int point = Character.toCodePoint(c, chars[++i]);
        out[at++] = (byte) (0xf0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        out[at++] = (byte) (0x80 | (point & 0x3f));
      }
    }
    out[at++] = '"';
    size = at;
    return true;
  }

  private static int escape(char c, byte[] out, int position) {
    int at = position;
    out[at++] = '\\';
    switch (c) {
      case '"', '\\' -> out[at++] = (byte) c;
      case '\n' -> out[at++] = 'n';
      case '\r' -> out[at++] = 'r';
      case '\t' -> out[at++] = 't';
      case '\b' -> out[at++] = 'b';
      case '\f' -> out[at++] = 'f';
      default -> {
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[c >> 4];
        out[at++] = HEX[c & 0xf];
      }
    }
    return at;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
