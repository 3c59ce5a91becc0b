// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.Locale;

/** Timestamps as whole numbers since 1970-01-01T00:00:00Z, or text of such. */
enum EpochFormat implements TimestampFormat {
  EPOCH_SECONDS(1000, 1),
  EPOCH_MILLIS(1, 1),
  EPOCH_MICROS(1, 1000),
  EPOCH_NANOS(1, 1_000_000);

  private final long factor;
  private final long divisor;

  EpochFormat(long factor, long divisor) {
    this.factor = factor;
    this.divisor = divisor;
  }

  @Override
  public long parse(Object value) {
    try {
      long number = Conversion.toLong(value, "a whole number");
      return Math.floorDiv(Math.multiplyExact(number, factor), divisor);
    } catch (UncleanValueException | ArithmeticException e) {
      return NO_MATCH;
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
