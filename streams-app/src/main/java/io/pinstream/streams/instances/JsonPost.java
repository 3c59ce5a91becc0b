// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A joined post as it is in the topic, and its index. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JsonPost(long index, byte[] json) {
  /** Posts for another instance: of each its index, its length and its text. */
  static byte[] write(List<JsonPost> posts) {
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
  static List<JsonPost> read(ByteBuffer written) {
    List<JsonPost> posts = new ArrayList<>();
    while (written.hasRemaining()) {
      long index = written.getLong();
      byte[] json = new byte[written.getInt()];
      written.get(json);
      posts.add(new JsonPost(index, json));
    }
    return posts;
  }
}
