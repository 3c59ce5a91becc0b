// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * Degrees with at most six significant digits, as a 32-bit float. Such a float names its six digits
 * exactly, but its conversion to a double does not: {@code (double) -88.8298f} is
 * -88.82980346679688.
 */
final class SixDigits {
  private static final int MICROS = 1_000_000;

  private SixDigits() {}

  /** The float closest to {@code micros} millionths, rounded to six significant digits. */
  static float ofMicros(int micros) {
    return (float) (round(micros) / (double) MICROS);
  }

  /** Appends the six digits that the value stands for, such as {@code -88.8298}. */
  static void append(StringBuilder text, float value) {
    long micros = round(Math.round(value * (double) MICROS));
    if (micros < 0) {
      text.append('-');
      micros = -micros;
    }
    text.append(micros / MICROS);
    long fraction = micros % MICROS;
    if (fraction != 0) {
      text.append('.');
      for (long unit = MICROS / 10; fraction != 0; unit /= 10) {
        text.append((char) ('0' + fraction / unit));
        fraction %= unit;
      }
    }
  }

  private static long round(long micros) {
    long unit = 1;
    for (long size = Math.abs(micros); size >= MICROS; size /= 10) {
      unit *= 10;
    }
    long half = micros < 0 ? -unit / 2 : unit / 2;
    return (micros + half) / unit * unit;
  }
}
