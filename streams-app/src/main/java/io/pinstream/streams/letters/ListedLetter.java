// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * What a list shows of a dead letter, as JSON, and no more, so that a list of large ones is small.
 *
 * @param time the record's own
 * @param key the first {@value #BYTES_SHOWN} bytes of the key; null if it has none
 * @param bytes how long the value is
 * @param value the first {@value #BYTES_SHOWN} bytes of the value; null if it has none
 * @param cut whether the letter has only the beginning of its record
 * @param sentBack whether it was sent back
 */
public record ListedLetter(
    @JsonUnwrapped LetterPlace place,
    @JsonSerialize(using = ToStringSerializer.class) Instant time,
    String reason,
    Origin origin,
    String key,
    int bytes,
    String value,
    boolean cut,
    @JsonProperty("sent_back") boolean sentBack) {
  private static final int BYTES_SHOWN = 300;

  /**
   * Where the record came from.
   *
   * @param topic empty if the letter does not say
   * @param partition -1 if the letter does not say
   * @param offset -1 if the letter does not say
   */
  public record Origin(String topic, int partition, long offset) {}

  static ListedLetter of(Letter letter, boolean sentBack) {
    return new ListedLetter(
        letter.place(),
        letter.time(),
        letter.reason(),
        new Origin(letter.topic(), letter.partition(), letter.offset()),
        beginning(letter.key()),
        letter.value() == null ? 0 : letter.value().length,
        beginning(letter.value()),
        letter.isCut(),
        sentBack);
  }

  /** What is no text in UTF-8 is shown with replacement characters; the bytes are had apart. */
  private static String beginning(byte[] bytes) {
    return bytes == null ? null : new String(bytes, 0, Math.min(bytes.length, BYTES_SHOWN), UTF_8);
  }
}
