// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final Schema PIN =
      SchemaBuilder.struct()
          .name("pin")
          .field("index", Schema.INT64_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema GEO =
      SchemaBuilder.struct()
          .name("geo")
          .field("ind", Schema.INT64_SCHEMA)
          .field("country", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  @Test
  void givesTheRowsOfAnIndexEveryTimeItIsDrawn() {
    PackedRows pins = rows(PIN, "title", 0, 3);
    PackedRows geos = rows(GEO, "country", 1, 4);
    Snapshot snapshot = new Snapshot(pins.indexes(), List.of(pins, geos));

    for (int round = 0; round < 2; round++) {
      assertThat(snapshot.rows(0)).containsExactly(row(PIN, 0, "title"), null);
      assertThat(snapshot.rows(2)).containsExactly(row(PIN, 2, "title"), row(GEO, 2, "country"));
    }
    assertThat(snapshot.rowCount()).isEqualTo(7);
  }

  @Test
  void makesRowsOfASmallTableOnce() {
    PackedRows pins = rows(PIN, "title", 0, 100);
    Snapshot snapshot = new Snapshot(pins.indexes(), List.of(pins));

    assertThat(snapshot.rows(99)).isSameAs(snapshot.rows(99));
  }

  @Test
  void makesRowsAnewWhereTheyWouldTakeTooMuchMemory() {
    PackedRows pins = rows(PIN, "t".repeat(1 << 20), 0, 40);
    Snapshot snapshot = new Snapshot(pins.indexes(), List.of(pins));

    assertThat(snapshot.rows(30)).isSameAs(snapshot.rows(30));
    assertThat(snapshot.rows(32)).isNotSameAs(snapshot.rows(32)).isEqualTo(snapshot.rows(32));
  }

  @Test
  void holdsATableWithoutRows() {
    PackedRows pins = rows(PIN, "title", 0, 2);
    PackedRows geos = rows(GEO, "country", 0, 0);
    Snapshot snapshot = new Snapshot(pins.indexes(), List.of(pins, geos));

    assertThat(snapshot.rows(1)).containsExactly(row(PIN, 1, "title"), null);
  }

  private static PackedRows rows(Schema schema, String text, long first, int count) {
    PackedRows rows = new PackedRows(schema);
    for (long index = first; index < first + count; index++) {
      rows.add(index, new Object[] {index, text});
    }
    assertThat(rows.seal()).isZero();
    return rows;
  }

  private static Struct row(Schema schema, long index, String text) {
    return new Struct(schema).put(schema.fields().get(0), index).put(schema.fields().get(1), text);
  }
}
