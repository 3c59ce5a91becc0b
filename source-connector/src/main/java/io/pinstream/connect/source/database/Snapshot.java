// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.List;
import org.apache.kafka.connect.data.Struct;

/** The rows of all tables at one moment, held in memory. */
public final class Snapshot {

  private final long[] indexes;
  private final Struct[][] posts;

  private Snapshot(long[] indexes, Struct[][] posts) {
    this.indexes = indexes;
    this.posts = posts;
  }

  /** Lines the tables up by the indexes of the first one. */
  static Snapshot align(List<RowList> tables, boolean onlyWhole) {
    RowList first = tables.get(0);
    long[] indexes = new long[first.size()];
    Struct[][] posts = new Struct[first.size()][];
    int size = 0;
    for (int i = 0; i < first.size(); i++) {
      long index = first.index(i);
      Struct[] rows = new Struct[tables.size()];
      boolean whole = true;
      for (int table = 0; table < rows.length; table++) {
        rows[table] = tables.get(table).rowOf(index);
        whole &= rows[table] != null;
      }
      if (whole || !onlyWhole) {
        indexes[size] = index;
        posts[size] = rows;
        size++;
      }
    }
    return new Snapshot(
        java.util.Arrays.copyOf(indexes, size), java.util.Arrays.copyOf(posts, size));
  }

  /** How many indexes there are to draw from. */
  public int size() {
    return indexes.length;
  }

  /** The index at a place, 0 to {@code size() - 1}; indexes rise. */
  public long index(int ordinal) {
    return indexes[ordinal];
  }

  /** One row per table; null where the table has no such row. */
  public Struct[] rows(int ordinal) {
    return posts[ordinal];
  }
}
