// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A joined post as it is in the topic, and its index. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JsonPost(long index, byte[] json) {
  /** Posts for another instance: of each its index, its length and its text. */
  public static byte[] write(List<JsonPost> posts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonPost post : posts) {
      bytes.writeBytes(
          ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
              .putLong(post.index)
              .putInt(post.json.length)
              .array());
      bytes.writeBytes(post.json);
    }
    return bytes.toByteArray();
  }

  /** The posts that another instance has written. */
  static List<JsonPost> read(byte[] bytes) {
    List<JsonPost> posts = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      long index = buffer.getLong();
      int length = buffer.getInt();
      int start = buffer.position();
      posts.add(new JsonPost(index, Arrays.copyOfRange(bytes, start, start + length)));
      buffer.position(start + length);
    }
    return posts;
  }
}
