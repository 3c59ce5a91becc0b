// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Writes what could not be cleaned so that nothing of it is lost. */
final class OriginalText {
  private OriginalText() {}

  /** The value as text; bytes in Base64. */
  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date.
  static String of(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return of(bytes);
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    return String.valueOf(value);
  }
}
