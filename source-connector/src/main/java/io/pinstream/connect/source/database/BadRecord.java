// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.database.SampledPost.Part;
import io.pinstream.connect.source.sampling.Life;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** What other producers were seen to write into topics like these, and what is no row. */
final class BadRecord {

  private enum Kind {
    EMPTY_TEXT,
    JAVA_MAP_TEXT,
    TEST_PAYLOAD,
    ARRAY_OF_A_ROW,
    WRAPPED_ROWS,
    COLUMN_NAME_AS_VALUE,
    ROW_WITHOUT_KEY,
    ROW_OF_ANOTHER_TABLE
  }

  private static final Schema TEST_PAYLOAD =
      SchemaBuilder.struct()
          .field("index", Schema.INT32_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("age", Schema.INT32_SCHEMA)
          .field("role", Schema.STRING_SCHEMA)
          .build();

  private static final Schema COLUMN_NAME =
      SchemaBuilder.struct().field("timestamp", Schema.STRING_SCHEMA).build();

  private BadRecord() {}

  /**
   * The bad record of a position.
   *
   * @param key of the position's post, which the record has too, unless it has none
   * @param rows of the post
   */
  static Part at(long position, Life life, String key, Struct[] rows) {
    Kind kind = Kind.values()[life.badKind(position, Kind.values().length)];
    int table = life.badTable(position, rows.length);
    int rowTable = kind == Kind.ROW_OF_ANOTHER_TABLE ? (table + 1) % rows.length : table;
    Struct row = rows[rowTable];
    if (row == null || (kind == Kind.ROW_OF_ANOTHER_TABLE && rowTable == table)) {
      return text(table, key, "");
    }
    Schema list = SchemaBuilder.array(row.schema()).build();
    return switch (kind) {
      case EMPTY_TEXT -> text(table, key, "");
      case JAVA_MAP_TEXT -> text(table, key, "{index=" + key + ", title=x}");
      case TEST_PAYLOAD -> Part.of(table, key, testPayload());
      case ARRAY_OF_A_ROW -> new Part(table, key, list, List.of(row));
      case WRAPPED_ROWS -> {
        Schema wrapper = SchemaBuilder.struct().field("records", list).build();
        yield Part.of(table, key, new Struct(wrapper).put("records", List.of(row)));
      }
      case COLUMN_NAME_AS_VALUE ->
          Part.of(table, key, new Struct(COLUMN_NAME).put("timestamp", "[\"timestamp\"]"));
      case ROW_WITHOUT_KEY -> Part.of(table, null, row);
      case ROW_OF_ANOTHER_TABLE -> Part.of(table, key, row);
    };
  }

  private static Part text(int table, String key, String text) {
    return new Part(table, key, Schema.STRING_SCHEMA, text);
  }

  private static Struct testPayload() {
    Struct payload = new Struct(TEST_PAYLOAD);
    return payload.put("index", 1).put("name", "Maya").put("age", 25).put("role", "engineer");
  }
}
