// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/**
 * What a list shows of a dead letter, and no more, so that a list of large ones is small.
 *
 * @param time the record's own
 * @param topic where the record came from; empty if the letter does not say
 * @param originPartition -1 if the letter does not say
 * @param originOffset -1 if the letter does not say
 * @param key the first {@value #BYTES_SHOWN} bytes of the key; null if it has none
 * @param value the first {@value #BYTES_SHOWN} bytes of the value; null if it has none
 * @param bytes how long the value is
 * @param cut whether the letter has only the beginning of its record
 * @param sentBack whether it was sent back
 */
public record ListedLetter(
    LetterPlace place,
    Instant time,
    String reason,
    String topic,
    int originPartition,
    long originOffset,
    String key,
    String value,
    int bytes,
    boolean cut,
    boolean sentBack) {
  private static final int BYTES_SHOWN = 300;

  static ListedLetter of(Letter letter, boolean sentBack) {
    return new ListedLetter(
        letter.place(),
        letter.time(),
        letter.reason(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        beginning(letter.key()),
        beginning(letter.value()),
        letter.value() == null ? 0 : letter.value().length,
        letter.isCut(),
        sentBack);
  }

  /** What is no text in UTF-8 is shown with replacement characters; the bytes are had apart. */
  private static String beginning(byte[] bytes) {
    return bytes == null ? null : new String(bytes, 0, Math.min(bytes.length, BYTES_SHOWN), UTF_8);
  }
}
