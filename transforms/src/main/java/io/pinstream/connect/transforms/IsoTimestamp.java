// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Writes instants as ISO text in UTC: {@code 2018-06-26T02:39:25Z}, with millis only if any. */
final class IsoTimestamp {
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * MILLIS_PER_DAY;
  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * MILLIS_PER_DAY;

  private IsoTimestamp() {}

  /**
   * The ISO form of an instant.
   *
   * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
   * @throws UncleanValueException outside of the years 0000 to 9999
   */
  static String format(long epochMillis) {
    if (epochMillis < FIRST || epochMillis >= END) {
      throw new UncleanValueException("a time in the years 0000 to 9999");
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
    int time = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
    int millis = time % 1000;
    int seconds = time / 1000;
    byte[] text = new byte[millis == 0 ? 20 : 24];
    two(text, 0, date.getYear() / 100);
    two(text, 2, date.getYear() % 100);
    text[4] = '-';
    two(text, 5, date.getMonthValue());
    text[7] = '-';
    two(text, 8, date.getDayOfMonth());
    text[10] = 'T';
    two(text, 11, seconds / 3600);
    text[13] = ':';
    two(text, 14, seconds / 60 % 60);
    text[16] = ':';
    two(text, 17, seconds % 60);
    if (millis != 0) {
      text[19] = '.';
      text[20] = (byte) ('0' + millis / 100);
      two(text, 21, millis % 100);
    }
    text[text.length - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void two(byte[] text, int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
