// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parts of one post that have arrived, as they lie in the store: a version byte, the three
 * lengths as 32-bit integers (0: not there), then the parts' bytes. A view of the stored bytes;
 * nothing is copied until it has to be.
 */
public final class PostParts {
  private static final byte VERSION = 1;
  private static final int COUNT = Part.values().length;
  private static final int HEADER = 1 + COUNT * Integer.BYTES;
  private static final PostParts NONE = new PostParts(emptyHeader());

  private final byte[] stored;
  private final int[] starts = new int[COUNT + 1];

  private PostParts(byte[] stored) {
    this.stored = stored;
    ByteBuffer header = ByteBuffer.wrap(stored);
    byte version = header.get();
    if (version != VERSION) {
      throw new IncompatibleStateException(
          "The stored posts have format "
              + version
              + ", but this version of Pinstream reads format "
              + VERSION);
    }
    starts[0] = HEADER;
    for (int i = 0; i < COUNT; i++) {
      starts[i + 1] = starts[i] + header.getInt();
    }
  }

  /**
   * The parts that a stored value holds; null, what the store says of an unknown index, holds none.
   */
  public static PostParts of(byte[] stored) {
    return stored == null ? NONE : new PostParts(stored);
  }

  /** Whether all three parts are there. */
  public boolean complete() {
    for (int i = 0; i < COUNT; i++) {
      if (starts[i] == starts[i + 1]) {
        return false;
      }
    }
    return true;
  }

  boolean none() {
    return stored.length == HEADER;
  }

  /** Whether the part is exactly this; null means that it is not there. */
  boolean has(Part part, byte[] fragment) {
    int from = starts[part.position()];
    int to = starts[part.position() + 1];
    return fragment == null
        ? from == to
        : Arrays.equals(stored, from, to, fragment, 0, fragment.length);
  }

  /** The same parts with one of them replaced, or taken away if the fragment is null. */
  PostParts with(Part part, byte[] fragment) {
    int replaced = part.position();
    int length = fragment == null ? 0 : fragment.length;
    byte[] next = new byte[stored.length - (starts[replaced + 1] - starts[replaced]) + length];
    ByteBuffer buffer = ByteBuffer.wrap(next).put(VERSION);
    for (int i = 0; i < COUNT; i++) {
      buffer.putInt(i == replaced ? length : starts[i + 1] - starts[i]);
    }
    for (int i = 0; i < COUNT; i++) {
      if (i != replaced) {
        buffer.put(stored, starts[i], starts[i + 1] - starts[i]);
      } else if (fragment != null) {
        buffer.put(fragment);
      }
    }
    return new PostParts(next);
  }

  byte[] stored() {
    return stored;
  }

  /**
   * The post as JSON.
   *
   * @param index the post's index
   * @throws IllegalStateException if a part is missing
   */
  public byte[] toJson(long index) {
    if (!complete()) {
      throw new IllegalStateException("post " + index + " is not complete");
    }
    byte[] ind = ("{\"ind\":" + index).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer json = ByteBuffer.allocate(ind.length + COUNT + stored.length - HEADER + 1).put(ind);
    for (int i = 0; i < COUNT; i++) {
      json.put((byte) ',').put(stored, starts[i], starts[i + 1] - starts[i]);
    }
    return json.put((byte) '}').array();
  }

  private static byte[] emptyHeader() {
    byte[] header = new byte[HEADER];
    header[0] = VERSION;
    return header;
  }
}
