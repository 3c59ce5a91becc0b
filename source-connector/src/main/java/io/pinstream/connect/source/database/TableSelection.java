// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.time.ZoneId;
import java.util.List;

/**
 * What is read of the database.
 *
 * @param tables whose rows of the same index make a post
 * @param range of the indexes
 * @param rangeIfReached taken instead of {@code range} if the first table reaches its end; or null
 * @param missingRow what becomes of indexes that not all tables have
 * @param skipsUnmapped whether columns without a Connect type are left out, not refused
 * @param zone of dates and times without one
 * @param wideIndex whether indexes are INT64 whatever the column's own type
 */
public record TableSelection(
    List<SampledTable> tables,
    IndexRange range,
    IndexRange rangeIfReached,
    MissingRow missingRow,
    boolean skipsUnmapped,
    ZoneId zone,
    boolean wideIndex) {

  /** One per table. */
  public List<String> indexColumns() {
    return tables.stream().map(SampledTable::indexColumn).toList();
  }
}
