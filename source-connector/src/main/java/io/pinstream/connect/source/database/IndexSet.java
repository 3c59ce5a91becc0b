// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.Arrays;

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
  private final long[][] pieces;

  private IndexSet(long first, long size, long[][] pieces) {
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
    private long[][] pieces = new long[4][];
    private long size;
    private long dropped;

    void add(long index) {
      if (size > 0 && pieces[(int) ((size - 1) >> PIECE_BITS)][place(size - 1)] == index) {
        dropped++;
        return;
      }
      int piece = (int) (size >> PIECE_BITS);
      if (piece == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * piece);
      }
      if (pieces[piece] == null) {
        pieces[piece] = new long[PIECE];
      }
      pieces[piece][place(size++)] = index;
    }

    /** How many were there already. */
    long dropped() {
      return dropped;
    }

    IndexSet build() {
      IndexSet list = new IndexSet(size == 0 ? 0 : pieces[0][0], size, pieces);
      return size == 0 || list.last() - list.first == size - 1 ? span(list.first, size) : list;
    }
  }

  private static int place(long ordinal) {
    return (int) ordinal & (PIECE - 1);
  }

  /** How many there are. */
  public long size() {
    return size;
  }

  /** The largest of them; only if there is one. */
  long last() {
    return index(size - 1);
  }

  /** The smallest of them; only if there is one. */
  long first() {
    return first;
  }

  /** The index at a place, 0 to {@code size() - 1}. */
  long index(long ordinal) {
    return pieces == null ? first + ordinal : pieces[(int) (ordinal >> PIECE_BITS)][place(ordinal)];
  }

  boolean contains(long index) {
    if (pieces == null) {
      return index >= first && index - first < size;
    }
    long low = 0;
    long high = size - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long value = index(middle);
      if (value == index) {
        return true;
      }
      if (value < index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  /** The indexes that are also in all of the others. */
  IndexSet common(Iterable<IndexSet> others) {
    Builder common = new Builder();
    for (long i = 0; i < size; i++) {
      long index = index(i);
      boolean everywhere = true;
      for (IndexSet other : others) {
        everywhere &= other.contains(index);
      }
      if (everywhere) {
        common.add(index);
      }
    }
    return common.size == size ? this : common.build();
  }

  boolean sameAs(IndexSet other) {
    return first == other.first
        && size == other.size
        && (pieces == other.pieces || Arrays.deepEquals(pieces, other.pieces));
  }
}
