// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.ColumnType;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.RowReader;
import io.pinstream.streams.post.Table;
import io.pinstream.streams.post.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.ByteUtils;

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

  /**
   * A complete post as versions stored it that had no longest name.
   *
   * @param name in each column by which posts are counted
   */
  public static byte[] stored(String name) {
    List<byte[]> values = new ArrayList<>();
    for (Column column : Post.COLUMNS) {
      String value =
          switch (column.name()) {
            case "poster_name", "category", "country", "user_name" -> name;
            case "follower_count", "age" -> "30";
            case "coordinates" -> "[1.5,2.5]";
            default -> "2018-06-26T02:39:25Z";
          };
      boolean text = column.type() != ColumnType.INTEGER && column.type() != ColumnType.COORDINATES;
      values.add((text ? "\"" + value + "\"" : value).getBytes(UTF_8));
    }
    ByteBuffer stored = ByteBuffer.allocate(1024 + 4 * name.length()).put((byte) 2).put((byte) 7);
    values.forEach(value -> ByteUtils.writeUnsignedVarint(value.length, stored));
    values.forEach(stored::put);
    return Arrays.copyOf(stored.array(), stored.position());
  }

  /** A post whose pin has a title of some length and nothing more. */
  public static Post pin(long index, int titleLength) {
    return Post.none(index)
        .with(Table.PIN, row(Table.PIN, index, Rows.pin(index, "t".repeat(titleLength))));
  }
}
