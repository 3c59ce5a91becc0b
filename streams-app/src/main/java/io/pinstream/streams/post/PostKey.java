// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

/** A record's key: the post's index as decimal text, without blanks, plus sign or leading zeros. */
public final class PostKey {
  private static final int MAX_DIGITS = 19;
  private static final int MAX_SHOWN = 40;

  private PostKey() {}

  /**
   * The index that a key holds.
   *
   * @throws UnreadableRecordException if there is no key, or it is not the canonical text of a
   *     {@code long}; two spellings of one index would be two posts for the broker's compaction
   */
  public static long parse(byte[] key) throws UnreadableRecordException {
    if (key == null) {
      throw new UnreadableRecordException(
          DeadLetterReason.NO_KEY, "the record has no key; expected the row's index as text");
    }
    int start = key.length > 0 && key[0] == '-' ? 1 : 0;
    int digits = key.length - start;
    if (digits < 1 || digits > MAX_DIGITS || (key[start] == '0' && key.length > 1)) {
      throw badKey(key);
    }
    // Negative all along: the range of long is larger there.
    long negative = 0;
    for (int i = start; i < key.length; i++) {
      int digit = key[i] - '0';
      if (digit < 0 || digit > 9) {
        throw badKey(key);
      }
      negative = negative * 10 - digit;
      if (negative > 0) {
        throw badKey(key);
      }
    }
    if (start == 0 && negative == Long.MIN_VALUE) {
      throw badKey(key);
    }
    return start == 1 ? negative : -negative;
  }

  /**
   * The key under which the store keeps the index: its bytes sort as the indexes do, negative ones
   * first.
   */
  public static long toStored(long index) {
    return index ^ Long.MIN_VALUE;
  }

  /** The index of a stored key. */
  public static long fromStored(long stored) {
    return stored ^ Long.MIN_VALUE;
  }

  private static UnreadableRecordException badKey(byte[] key) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(key.length, MAX_SHOWN); i++) {
      shown.append(key[i] >= ' ' && key[i] < 0x7f ? (char) key[i] : '?');
    }
    return new UnreadableRecordException(
        DeadLetterReason.BAD_KEY,
        "the key \"" + shown + "\" is not an index; expected decimal text such as 7528");
  }
}
