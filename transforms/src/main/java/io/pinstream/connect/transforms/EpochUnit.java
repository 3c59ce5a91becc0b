// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Locale;

/** What a number counts that stands for a timestamp, since 1970-01-01T00:00:00Z. */
enum EpochUnit {
  EPOCH_SECONDS(1000, 1),
  EPOCH_MILLIS(1, 1),
  EPOCH_MICROS(1, 1000),
  EPOCH_NANOS(1, 1_000_000);

  private final long factor;
  private final long divisor;

  EpochUnit(long factor, long divisor) {
    this.factor = factor;
    this.divisor = divisor;
  }

  /**
   * The number in milliseconds, finer ones cut off.
   *
   * @throws UncleanValueException when they are more than a long can hold
   */
  long millis(long number) {
    if (Math.multiplyHigh(number, factor) != (number * factor) >> 63) {
      throw new UncleanValueException("a number that is a time in " + this);
    }
    return Math.floorDiv(number * factor, divisor);
  }

  /** The word in field expressions. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
