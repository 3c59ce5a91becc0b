// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.streams;

import java.nio.ByteBuffer;

/** Rows as JSON objects that nobody parses. */
public final class Rows {
  private Rows() {}

  /** {@code {a}} and {@code {b}} become {@code {a,b}}. */
  public static byte[] append(byte[] left, byte[] right) {
    return ByteBuffer.allocate(left.length + right.length - 1)
        .put(left, 0, left.length - 1)
        .put((byte) ',')
        .put(right, 1, right.length - 1)
        .array();
  }
}
