// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Arrays;

/**
 * The indexes to draw from, each once, by rising value. Without gaps they take no memory, else 8
 * bytes each.
 */
public final class IndexSet {

  private final long first;
  private final int size;
  private final long[] indexes;

  private IndexSet(long first, int size, long[] indexes) {
    this.first = first;
    this.size = size;
    this.indexes = indexes;
  }

  /** The indexes {@code first} to {@code first + size - 1}. */
  static IndexSet withoutGaps(long first, int size) {
    return new IndexSet(first, size, null);
  }

  /** The first {@code size} of the array's values, which rise and are not changed any more. */
  static IndexSet of(long[] rising, int size) {
    if (size == 0) {
      return withoutGaps(0, 0);
    }
    boolean gaps = rising[size - 1] - rising[0] != size - 1;
    return gaps
        ? new IndexSet(rising[0], size, Arrays.copyOf(rising, size))
        : withoutGaps(rising[0], size);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The index at a place, 0 to {@code size() - 1}. */
  long index(int ordinal) {
    return indexes == null ? first + ordinal : indexes[ordinal];
  }

  /** The place of an index, or a negative number. */
  int ordinal(long index) {
    if (indexes != null) {
      return Arrays.binarySearch(indexes, index);
    }
    long ordinal = index - first;
    return ordinal >= 0 && ordinal < size ? (int) ordinal : -1;
  }

  /** The indexes that are also in all of the others. */
  IndexSet common(Iterable<IndexSet> others) {
    long[] common = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      long index = index(i);
      boolean everywhere = true;
      for (IndexSet other : others) {
        everywhere &= other.ordinal(index) >= 0;
      }
      if (everywhere) {
        common[count++] = index;
      }
    }
    return count == size ? this : of(common, count);
  }

  boolean sameAs(IndexSet other) {
    return first == other.first && size == other.size && Arrays.equals(indexes, other.indexes);
  }
}
