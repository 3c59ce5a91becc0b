// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Arrays;
import org.apache.kafka.connect.data.Struct;

/** Rows of one table by rising index, each index once. */
final class RowList {

  private long[] indexes = new long[1_024];
  private Struct[] rows = new Struct[1_024];
  private int size;
  private boolean rising = true;

  void add(long index, Struct row) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size + (size >> 1));
      rows = Arrays.copyOf(rows, indexes.length);
    }
    rising &= size == 0 || indexes[size - 1] < index;
    indexes[size] = index;
    rows[size] = row;
    size++;
  }

  /**
   * Brings the rows in order.
   *
   * @return how many rows were dropped because an earlier one has their index
   */
  int sort() {
    int before = size;
    if (!rising) {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      // Stable: of two rows with the same index the first one read stays.
      Arrays.sort(order, (a, b) -> Long.compare(indexes[a], indexes[b]));
      long[] sortedIndexes = new long[size];
      Struct[] sortedRows = new Struct[size];
      int kept = 0;
      for (Integer from : order) {
        if (kept == 0 || sortedIndexes[kept - 1] != indexes[from]) {
          sortedIndexes[kept] = indexes[from];
          sortedRows[kept] = rows[from];
          kept++;
        }
      }
      indexes = sortedIndexes;
      rows = sortedRows;
      size = kept;
      rising = true;
    }
    return before - size;
  }

  int size() {
    return size;
  }

  long index(int ordinal) {
    return indexes[ordinal];
  }

  /** The row of an index, or null. */
  Struct rowOf(long index) {
    int ordinal = Arrays.binarySearch(indexes, 0, size, index);
    return ordinal < 0 ? null : rows[ordinal];
  }
}
