// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Texts that many posts have in common, such as countries, by their UTF-8 bytes: each is made once,
 * not again for each post. Of texts that share a place the last one stays, so there may be any
 * number of them. Not thread-safe.
 */
final class RepeatedTexts {
  private static final int PLACES = 2048;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] texts = new String[PLACES];

  /** The text that lies between two positions. */
  String text(byte[] in, int from, int to) {
    int place = place(in, from, to);
    byte[] known = bytes[place];
    if (known == null || !Arrays.equals(known, 0, known.length, in, from, to)) {
      bytes[place] = Arrays.copyOfRange(in, from, to);
      texts[place] = new String(in, from, to - from, UTF_8);
    }
    return texts[place];
  }

  private static int place(byte[] in, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + in[i];
    }
    return (hash ^ hash >>> 11 ^ hash >>> 22) & (PLACES - 1);
  }
}
