// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** Writes instants as ISO text in UTC: {@code 2018-06-26T02:39:25Z}, with millis only if any. */
final class IsoTimestamp {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private IsoTimestamp() {}

  /**
   * The ISO form of an instant. Two of three records have one: digits that are put where they
   * belong take a fraction of the time that java.time's take.
   *
   * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
   * @throws Unclean outside of the years 0001 to 9999
   */
  static String format(long epochMillis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY));
    if (date.getYear() < 1 || date.getYear() > 9_999) {
      throw new Unclean("a time in the years 0001 to 9999");
    }
    int time = (int) Math.floorMod(epochMillis, DAY);
    byte[] text =
        (time % 1_000 == 0 ? "0000-00-00T00:00:00Z" : "0000-00-00T00:00:00.000Z")
            .getBytes(StandardCharsets.ISO_8859_1);
    write(date.getYear(), text, 4);
    write(date.getMonthValue(), text, 7);
    write(date.getDayOfMonth(), text, 10);
    write(time / 3_600_000, text, 13);
    write(time / 60_000 % 60, text, 16);
    write(time / 1_000 % 60, text, 19);
    write(time % 1_000, text, 23);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Writes a number over zeros, up to a place. */
  private static void write(int number, byte[] text, int end) {
    for (int place = end - 1, left = number; left > 0; place--, left /= 10) {
      text[place] = (byte) ('0' + left % 10);
    }
  }
}
