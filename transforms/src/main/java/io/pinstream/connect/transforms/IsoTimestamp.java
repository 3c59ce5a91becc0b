// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes instants as ISO text in UTC: {@code 2018-06-26T02:39:25Z}, with millis only if any. */
final class IsoTimestamp {
  private IsoTimestamp() {}

  /**
   * The ISO form of an instant.
   *
   * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
   * @throws Unclean outside of the years 0000 to 9999
   */
  static String format(long epochMillis) {
    int millis = Math.floorMod(epochMillis, 1_000);
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(epochMillis, 1_000), millis * 1_000_000, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9_999) {
      throw new Unclean("a time in the years 0000 to 9999");
    }
    // Seconds that are zero are left out where no fraction follows.
    return time + (time.getSecond() == 0 && millis == 0 ? ":00Z" : "Z");
  }
}
