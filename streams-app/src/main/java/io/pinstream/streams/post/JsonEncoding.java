// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;

/**
 * Whether bytes are a text in UTF-8 alone. Parsers are more lenient: they take characters in more
 * bytes than they need, read UTF-16 and UTF-32, and don't look at what they skip. Not thread-safe.
 */
public final class JsonEncoding {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ANY_NOT_ASCII = 0x8080808080808080L;
  private static final int DECODED_AT_ONCE = 256;

  // Made so, it reports what is malformed and replaces nothing.
  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(DECODED_AT_ONCE);

  /**
   * Checks a record's value.
   *
   * @throws UnreadableRecordException if it is empty, or not in UTF-8
   */
  public void check(byte[] value) throws UnreadableRecordException {
    if (value.length == 0) {
      throw new UnreadableRecordException(
          DeadLetterReason.EMPTY_VALUE, "the value is empty; expected a JSON object");
    }
    int malformed = firstMalformed(value);
    // JSON holds no zero bytes. Parsers would take these for UTF-16 or UTF-32, and read them.
    if (malformed < 0 && value.length > 1 && (value[0] == 0 || value[1] == 0)) {
      malformed = value[0] == 0 ? 0 : 1;
    }
    if (malformed >= 0) {
      throw new UnreadableRecordException(
          DeadLetterReason.NOT_JSON,
          "not UTF-8: no character of a JSON text begins at byte "
              + malformed
              + " (0x"
              + HexFormat.of().toHexDigits(value[malformed])
              + ")");
    }
  }

  /** Where the first bytes are that are no character; -1 if all are one. */
  private int firstMalformed(byte[] bytes) {
    int at = endOfAscii(bytes, 0);
    while (at < bytes.length) {
      // A character's bytes are all ASCII or none is, so what lies between ASCII can stand alone.
      int end = at + 1;
      while (end < bytes.length && bytes[end] < 0) {
        end++;
      }
      int malformed = firstMalformed(ByteBuffer.wrap(bytes, at, end - at));
      if (malformed >= 0) {
        return malformed;
      }
      at = endOfAscii(bytes, end);
    }
    return -1;
  }

  private int firstMalformed(ByteBuffer bytes) {
    decoder.reset();
    CoderResult result;
    do {
      result = decoder.decode(bytes, decoded.clear(), true);
    } while (result.isOverflow());
    return result.isError() ? bytes.position() : -1;
  }

  private static int endOfAscii(byte[] bytes, int from) {
    int at = from;
    while (at <= bytes.length - Long.BYTES
        && ((long) EIGHT_BYTES.get(bytes, at) & ANY_NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    return at;
  }
}
