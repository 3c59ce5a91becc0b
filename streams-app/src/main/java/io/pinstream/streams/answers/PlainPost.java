// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the values in a post that is spelt as the join spells it: the index, then all fields in
 * their order, no blanks. Texts that are wanted must do without escapes, and numbers with few
 * digits. Of everything else this says only that it is not plain: a JSON parser then reads it. Not
 * thread-safe.
 */
final class PlainPost {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private static final byte[] INDEX = ascii("{\"ind\":");
  private static final byte[] NULL = ascii("null");
  private static final byte[][] LABELS =
      PostFacts.FIELDS.stream().map(name -> ascii(",\"" + name + "\":")).toArray(byte[][]::new);
  // Fewer digits than a long's largest number has.
  private static final int MAX_DIGITS = 18;

  private final int wantedTexts;
  private final int wantedNumbers;
  private final int[] starts = new int[LABELS.length];
  private final int[] ends = new int[LABELS.length];

  private byte[] post;
  private int at;
  private int nulls;

  /**
   * Looks for some fields' values.
   *
   * @param texts fields whose texts are wanted, as places in {@link PostFacts#FIELDS}
   * @param numbers fields whose whole numbers are wanted
   */
  PlainPost(int[] texts, int[] numbers) {
    wantedTexts = bits(texts);
    wantedNumbers = bits(numbers);
  }

  /**
   * Finds the values.
   *
   * @return false if the post is not plain; there are no values then
   */
  boolean find(byte[] json) {
    post = json;
    at = 0;
    nulls = 0;
    int texts = 0;
    int numbers = 0;
    if (!is(INDEX) || !integer()) {
      return false;
    }
    for (int field = 0; field < LABELS.length; field++) {
      if (!is(LABELS[field]) || at >= post.length) {
        return false;
      }
      int bit = 1 << field;
      starts[field] = at;
      switch (post[at]) {
        case '"' -> texts |= text() ? bit : 0;
        case '[' -> array();
        case 'n' -> {
          if (!is(NULL)) {
            return false;
          }
          nulls |= bit;
        }
        default -> numbers |= integer() ? bit : 0;
      }
      ends[field] = at;
    }
    return at == post.length - 1
        && post[at] == '}'
        && (wantedTexts & ~(texts | nulls)) == 0
        && (wantedNumbers & ~(numbers | nulls)) == 0;
  }

  /** A wanted text, or null. */
  String text(int field) {
    return isNull(field)
        ? null
        : new String(post, starts[field] + 1, ends[field] - starts[field] - 2, UTF_8);
  }

  /** A wanted text that other posts may have too, or null. */
  String text(int field, RepeatedTexts repeated) {
    return isNull(field) ? null : repeated.text(post, starts[field] + 1, ends[field] - 1);
  }

  /** A wanted number, or null. */
  Long number(int field) {
    return isNull(field) ? null : digits(starts[field], ends[field]);
  }

  /** The year of a wanted text that is an instant, or null. */
  Integer year(int field) {
    return isNull(field) ? null : (int) digits(starts[field] + 1, starts[field] + 5);
  }

  /** Which fields are null: the lowest bit is the first field. */
  int nulls() {
    return nulls;
  }

  private boolean isNull(int field) {
    return (nulls & (1 << field)) != 0;
  }

  private long digits(int from, int to) {
    boolean negative = post[from] == '-';
    long number = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      number = number * 10 + post[i] - '0';
    }
    return negative ? -number : number;
  }

  /** Goes behind a text; says whether it is without escapes. */
  private boolean text() {
    boolean plain = true;
    int next = at + 1;
    while (next < post.length) {
      if (next <= post.length - Long.BYTES) {
        // Eight bytes at once: most of a post is texts that nobody asks for.
        long word = (long) WORDS.get(post, next);
        long hits = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
        if (hits == 0) {
          next += Long.BYTES;
          continue;
        }
        next += Long.numberOfTrailingZeros(hits) / Byte.SIZE;
      }
      byte b = post[next++];
      if (b == '"') {
        break;
      }
      if (b == '\\') {
        plain = false;
        next++;
      }
    }
    at = next;
    return plain;
  }

  /** Marks bytes that are zero; the lowest mark is right, others may not be. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  private void array() {
    while (at < post.length && post[at++] != ']') {
      // What is in it is not asked for.
    }
  }

  /** Goes behind a whole number; says whether it is short enough to be read here. */
  private boolean integer() {
    if (at < post.length && post[at] == '-') {
      at++;
    }
    int first = at;
    while (at < post.length && post[at] >= '0' && post[at] <= '9') {
      at++;
    }
    return at > first && at - first <= MAX_DIGITS;
  }

  private boolean is(byte[] wanted) {
    int end = at + wanted.length;
    if (end > post.length || !Arrays.equals(post, at, end, wanted, 0, wanted.length)) {
      return false;
    }
    at = end;
    return true;
  }

  private static int bits(int... fields) {
    int bits = 0;
    for (int field : fields) {
      bits |= 1 << field;
    }
    return bits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
