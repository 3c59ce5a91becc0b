// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a question counts, in one byte string: whole numbers, and texts as the bytes that a post has
 * between the quotes. They are decoded when somebody asks. Not thread-safe.
 */
final class PackedKey {
  private static final int NULL = -1;
  private static final JsonFactory JSON = new JsonFactory();

  private ByteBuffer bytes = ByteBuffer.allocate(256);

  PackedKey start() {
    bytes.clear();
    return this;
  }

  PackedKey number(long number) {
    ensure(Long.BYTES);
    bytes.putLong(number);
    return this;
  }

  /** Appends a whole number of a post, which is not null. */
  PackedKey number(Post post, Column column) {
    return number(post.row(column.table()).number(column.position()));
  }

  /** Appends a text of a post, or null. */
  PackedKey text(Post post, Column column) {
    Row row = post.row(column.table());
    if (row.isNull(column.position())) {
      ensure(Integer.BYTES);
      bytes.putInt(NULL);
    } else {
      int start = row.start(column.position()) + 1;
      int length = row.end(column.position()) - 1 - start;
      ensure(Integer.BYTES + length);
      bytes.putInt(length).put(row.bytes(), start, length);
    }
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Takes a text off a key, or null. */
  static String takeText(ByteBuffer key) {
    int length = key.getInt();
    if (length == NULL) {
      return null;
    }
    byte[] text = new byte[length];
    key.get(text);
    for (byte each : text) {
      if (each == '\\') {
        return unescaped(text);
      }
    }
    return new String(text, UTF_8);
  }

  private static String unescaped(byte[] text) {
    byte[] quoted = new byte[text.length + 2];
    quoted[0] = '"';
    System.arraycopy(text, 0, quoted, 1, text.length);
    quoted[quoted.length - 1] = '"';
    try (JsonParser parser = JSON.createParser(quoted)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException("a joined post is not JSON", e);
    }
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      bytes.flip();
      bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.limit() + more)).put(bytes);
    }
  }
}
