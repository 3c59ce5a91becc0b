// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.util.Arrays;

/**
 * Characters beyond U+FFFF, such as emoji, which {@code JsonConverter} escapes as two halves where
 * a post has them in UTF-8.
 */
final class EscapedPairs {
  // A backslash, u and four hexadecimal digits, twice.
  private static final int HALF = 6;
  private static final int PAIR = 2 * HALF;

  private EscapedPairs() {}

  /**
   * A JSON text with these characters in UTF-8; all else, other escapes among it, stays as it is.
   *
   * @return null if there are none, or if one of the halves is alone
   */
  static byte[] decoded(byte[] json) {
    byte[] decoded = null;
    int size = 0;
    int copied = 0;
    int at = 0;
    while (at < json.length - 1) {
      if (json[at] != '\\') {
        at++;
      } else if (json[at + 1] != 'u') {
        // What is escaped is no beginning, though it may be a backslash itself.
        at += 2;
      } else {
        int high = half(json, at);
        int low = half(json, at + HALF);
        if (high < 0 || low < 0 || !Character.isSurrogatePair((char) high, (char) low)) {
          return null;
        }
        if (decoded == null) {
          decoded = new byte[json.length];
        }
        System.arraycopy(json, copied, decoded, size, at - copied);
        size = utf8(Character.toCodePoint((char) high, (char) low), decoded, size + at - copied);
        at += PAIR;
        copied = at;
      }
    }
    if (decoded == null) {
      return null;
    }
    System.arraycopy(json, copied, decoded, size, json.length - copied);
    return Arrays.copyOf(decoded, size + json.length - copied);
  }

  /** The 16 bits of an escape, or -1 if there is none. */
  private static int half(byte[] json, int at) {
    if (at + HALF > json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int bits = 0;
    for (int i = at + 2; i < at + HALF; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      bits = bits << 4 | digit;
    }
    return bits;
  }

  private static int utf8(int point, byte[] to, int at) {
    to[at] = (byte) (0xf0 | (point >> 18));
    to[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3f));
    to[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3f));
    to[at + 3] = (byte) (0x80 | (point & 0x3f));
    return at + 4;
  }
}
