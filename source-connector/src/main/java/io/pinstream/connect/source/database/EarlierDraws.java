// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the last positions have drawn: rows that come or go change what a position draws, but not
 * whose post is to be whole yet, edited or deleted.
 */
final class EarlierDraws {

  /** About ten megabytes; more positions back than that are drawn anew. */
  private static final long MOST = 100_000;

  private final long limit;
  private final Map<Long, Long> draws;

  /** Remembers those of so many positions, or of none. */
  EarlierDraws(long reach) {
    limit = Math.min(MOST, reach);
    draws =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > limit;
          }
        };
  }

  /** The index of the row; null if it is not known any more. */
  Long at(long position) {
    return draws.get(position);
  }

  void put(long position, long index) {
    if (limit > 0) {
      draws.put(position, index);
    }
  }
}
