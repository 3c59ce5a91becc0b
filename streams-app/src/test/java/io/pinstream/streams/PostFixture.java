// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;

/** Posts as the join makes them of rows. */
public final class PostFixture {
  private PostFixture() {}

  /** A row as the app reads it. */
  public static Row row(Table table, long index, String json) {
    try {
      return new RowReader(table).read(json.getBytes(UTF_8), index);
    } catch (UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** A complete post of three rows. */
  public static Post post(long index, String pin, String geo, String user) {
    return Post.none(index)
        .with(Table.PIN, row(Table.PIN, index, pin))
        .with(Table.GEO, row(Table.GEO, index, geo))
        .with(Table.USER, row(Table.USER, index, user));
  }

  /** A post whose pin has a title of some length and nothing more. */
  public static Post pin(long index, int titleLength) {
    return Post.none(index)
        .with(Table.PIN, row(Table.PIN, index, Rows.pin(index, "t".repeat(titleLength))));
  }
}
