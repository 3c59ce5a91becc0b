// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rows of the geo and user tables, read and refused. */
final class RowReading {
  private RowReading() {}

  static final String GEO =
      "\"country\":\"Chad\",\"coordinates\":[-88.8298,8.65953],\"timestamp\":\"2018-06-26T02:39:25Z\"";

  static void refused(String value, DeadLetterReason reason, String message) {
    RowReader reader = new RowReader(Table.GEO);
    assertThatExceptionOfType(UnreadableRecordException.class)
        .isThrownBy(() -> reader.read(value.getBytes(UTF_8), 3))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    // The next record is not to suffer from this one.
    try {
      assertThat(inside(reader.read(row(GEO).getBytes(UTF_8), 3), Table.GEO)).isEqualTo(GEO);
    } catch (UnreadableRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** The row as the inside of a post's JSON. */
  static String inside(Row row, Table table) {
    StringBuilder inside = new StringBuilder();
    for (Column column : table.columns()) {
      int start = row.start(column.position());
      inside
          .append(inside.isEmpty() ? "" : ",")
          .append('"')
          .append(column.name())
          .append("\":")
          .append(new String(row.bytes(), start, row.end(column.position()) - start, UTF_8));
    }
    return inside.toString();
  }

  static String row(String inside) {
    return "{\"ind\":3," + inside + "}";
  }

  static String geo(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.GEO).read(value.getBytes(UTF_8), 3), Table.GEO);
  }

  static String user(String value) throws UnreadableRecordException {
    return inside(new RowReader(Table.USER).read(value.getBytes(UTF_8), 3), Table.USER);
  }
}
