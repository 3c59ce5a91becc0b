// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/**
 * Widens 32-bit floats as they are written: the float {@code -88.8298} becomes the double {@code
 * -88.8298}, not {@code -88.82980346679688}.
 */
final class ShortestDecimal {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

  private ShortestDecimal() {}

  /** The double whose decimal form is the shortest that reads back as the given float. */
  static double widen(float value) {
    double exact = value;
    double size = Math.abs(exact);
    // Up to 2^24 a float tells neighbouring integers apart, so the shortest form has no exponent to
    // win digits by; below 1e-3 it may need more decimals than the table has.
    if (size >= 1e-3 && size < 1 << 24) {
      for (double power : POWERS) {
        double decimal = Math.rint(exact * power) / power;
        if ((float) decimal == value) {
          return decimal;
        }
      }
    }
    return Double.parseDouble(Float.toString(value));
  }
}
