// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Comparator;

/**
 * Text in the order of its code points, which is that of its UTF-8 bytes and of binary collation in
 * databases. Java's own order puts emoji before the characters from U+E000 on.
 */
final class Utf8Order {
  static final Comparator<String> COMPARATOR = Utf8Order::compare;

  private Utf8Order() {}

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogateA = Character.isSurrogate(a);
        return surrogateA == Character.isSurrogate(b) ? a - b : surrogateA ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
