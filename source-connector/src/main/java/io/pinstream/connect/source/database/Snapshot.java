// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import org.apache.kafka.connect.data.Struct;

/** The rows of all tables at one moment, held in memory. */
final class Snapshot {

  private final IndexSet indexes;
  private final List<PackedRows> tables;
  private final boolean[] aligned;

  /**
   * @param indexes to draw from
   * @param tables sealed
   */
  Snapshot(IndexSet indexes, List<PackedRows> tables) {
    this.indexes = indexes;
    this.tables = tables;
    aligned = new boolean[tables.size()];
    for (int table = 0; table < aligned.length; table++) {
      aligned[table] = indexes.sameAs(tables.get(table).indexes());
    }
  }

  IndexSet indexes() {
    return indexes;
  }

  /** How many rows there are in all tables. */
  long rowCount() {
    return tables.stream().mapToLong(table -> table.indexes().size()).sum();
  }

  /** One row per table for the index at a place; null where the table has no such row. */
  Struct[] rows(int ordinal) {
    Struct[] rows = new Struct[aligned.length];
    for (int table = 0; table < rows.length; table++) {
      PackedRows packed = tables.get(table);
      int own = aligned[table] ? ordinal : packed.indexes().ordinal(indexes.index(ordinal));
      rows[table] = own < 0 ? null : packed.row(own);
    }
    return rows;
  }
}
