// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.ArrayList;
import java.util.List;

/**
 * The indexes to draw from, each once, by rising value: either every index of a span, which takes
 * no memory, or a list, 8 bytes each. The list is kept in pieces, for an array of half a region or
 * more takes whole regions of a G1 heap.
 */
public final class IndexSet {

  private static final int PIECE_BITS = 15;
  private static final int PIECE = 1 << PIECE_BITS;

  private final long first;
  private final long size;

  /** Null for a span. */
  private final List<long[]> pieces;

  private IndexSet(long first, long size, List<long[]> pieces) {
    this.first = first;
    this.size = size;
    this.pieces = pieces;
  }

  /** The indexes {@code first} to {@code first + size - 1}. */
  static IndexSet span(long first, long size) {
    return new IndexSet(first, size, null);
  }

  /** Takes indexes one by one, none of them below the one before it. */
  static final class Builder {
    private final List<long[]> pieces = new ArrayList<>();
    private long size;
    private long last;
    private long dropped;

    void add(long index) {
      if (size > 0 && index == last) {
        dropped++;
        return;
      }
      if (place(size) == 0) {
        pieces.add(new long[PIECE]);
      }
      pieces.get(pieces.size() - 1)[place(size++)] = index;
      last = index;
    }

    /** How many were there already. */
    long dropped() {
      return dropped;
    }

    IndexSet build() {
      long first = size == 0 ? 0 : pieces.get(0)[0];
      return size == 0 || last - first == size - 1
          ? span(first, size)
          : new IndexSet(first, size, pieces);
    }
  }

  private static int place(long ordinal) {
    return (int) ordinal & (PIECE - 1);
  }

  public long size() {
    return size;
  }

  /** The smallest of them; only if there is one. */
  long first() {
    return first;
  }

  /** The largest of them; only if there is one. */
  long last() {
    return index(size - 1);
  }

  /** The index at a place, 0 to {@code size() - 1}. */
  long index(long ordinal) {
    return pieces == null
        ? first + ordinal
        : pieces.get((int) (ordinal >> PIECE_BITS))[place(ordinal)];
  }

  boolean contains(long index) {
    long low = 0;
    long high = size - 1;
    if (pieces == null) {
      return index >= first && index <= last();
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (index(middle) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return index(low) == index;
  }

  private boolean isSpanOver(IndexSet other) {
    return pieces == null && contains(other.first) && contains(other.last());
  }

  /** The indexes that are also in all of the others. */
  IndexSet common(List<IndexSet> others) {
    if (others.stream().allMatch(other -> other == this || size == 0 || other.isSpanOver(this))) {
      return this;
    }
    Builder common = new Builder();
    for (long i = 0; i < size; i++) {
      long index = index(i);
      if (others.stream().allMatch(other -> other.contains(index))) {
        common.add(index);
      }
    }
    return common.build();
  }
}
