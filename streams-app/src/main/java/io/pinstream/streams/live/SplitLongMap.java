// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import com.carrotsearch.hppc.LongLongHashMap;
import java.util.Arrays;

/**
 * A {@code long} by {@code long} key, in many small tables: one that has to grow, or is copied,
 * must not keep the join waiting for all of them. Not thread-safe.
 */
final class SplitLongMap {
  private static final int BITS = 6;

  private final LongLongHashMap[] tables = new LongLongHashMap[1 << BITS];

  SplitLongMap() {
    Arrays.setAll(tables, number -> new LongLongHashMap());
  }

  /** The table that a key belongs to. */
  LongLongHashMap of(long key) {
    return tables[(int) ((key * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - BITS))];
  }

  /** How many tables there are. */
  int tables() {
    return tables.length;
  }

  /** One of the tables. */
  LongLongHashMap table(int number) {
    return tables[number];
  }

  /** How many keys there are. */
  long size() {
    return Arrays.stream(tables).mapToLong(LongLongHashMap::size).sum();
  }
}
