// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.pinstream.streams.post.DeadLetterReason;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.UnreadableRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How large a record the producer sends.
 *
 * @param recordBytes the producer's {@code max.request.size}, which the topics take too
 */
public record RecordLimit(int recordBytes) {
  // Names and lengths of a post's columns, key, batch and record: some hundred bytes, with room.
  private static final int OVERHEAD = 4 * 1024;
  private static final int ROWS = 3;
  // Lengths of a header's key and value in the record.
  private static final int HEADER_OVERHEAD = 10;

  /** How large key, value and headers together may be. */
  public int payloadBytes() {
    return recordBytes - OVERHEAD;
  }

  /** How large a row with its headers may be: three of them fit into one post. */
  public int rowBytes() {
    return payloadBytes() / ROWS;
  }

  /**
   * Checks what the join takes.
   *
   * @param row null for a tombstone, whose headers go on to the posts' topic as well
   * @throws UnreadableRecordException if three such rows with their headers are too large a post
   */
  public void check(Row row, Headers headers) throws UnreadableRecordException {
    int size = (row == null ? 0 : row.size()) + size(headers);
    if (size > rowBytes()) {
      throw new UnreadableRecordException(
          DeadLetterReason.TOO_LARGE,
          "the row and its headers have "
              + size
              + " bytes; expected "
              + rowBytes()
              + " at most, so that a post of three such rows can be written");
    }
  }

  /** Bytes that headers take in a record, at most. */
  public static int size(Headers headers) {
    int size = 0;
    for (Header header : headers) {
      // A character has three bytes in UTF-8 at most.
      size += HEADER_OVERHEAD + 3 * header.key().length() + length(header.value());
    }
    return size;
  }

  static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
