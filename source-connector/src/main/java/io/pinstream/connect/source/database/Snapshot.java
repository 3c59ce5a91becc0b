// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import org.apache.kafka.connect.data.Struct;

/**
 * The rows of all tables at one moment, held in memory: packed, and a limited number of them also
 * in the form they are handed out in, from the first time they are drawn. Records share these: a
 * transformation must not change what it reaches from a record (Connect's {@code Transformation}).
 * Not safe for use by several threads.
 */
final class Snapshot {

  private static final long UNPACKED_BYTES = 32 << 20;

  private final IndexSet indexes;
  private final List<PackedRows> tables;
  private final boolean[] aligned;
  private final Struct[][] unpacked;

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
    long postBytes = tables.stream().mapToLong(PackedRows::unpackedRowBytes).sum();
    unpacked = new Struct[(int) Math.min(indexes.size(), UNPACKED_BYTES / postBytes)][];
  }

  IndexSet indexes() {
    return indexes;
  }

  /** How many rows there are in all tables. */
  long rowCount() {
    return tables.stream().mapToLong(table -> table.indexes().size()).sum();
  }

  /**
   * One row per table for the index at a place; null where the table has no such row. Neither the
   * array nor the rows may be changed.
   */
  Struct[] rows(int ordinal) {
    if (ordinal >= unpacked.length) {
      return unpack(ordinal);
    }
    if (unpacked[ordinal] == null) {
      unpacked[ordinal] = unpack(ordinal);
    }
    return unpacked[ordinal];
  }

  private Struct[] unpack(int ordinal) {
    Struct[] rows = new Struct[aligned.length];
    for (int table = 0; table < rows.length; table++) {
      PackedRows packed = tables.get(table);
      int own = aligned[table] ? ordinal : packed.indexes().ordinal(indexes.index(ordinal));
      rows[table] = own < 0 ? null : packed.row(own);
    }
    return rows;
  }
}
