// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** What can't be cleaned, on its way to the error policy. Thrown inside the transform only. */
final class Unclean extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final transient Object original;

  /**
   * A value that a rule is not for.
   *
   * @param expected what was expected, in words that complete "expected ..."
   */
  Unclean(String expected) {
    this(null, null, expected);
  }

  /**
   * A record that can't be cleaned as a whole.
   *
   * @param field the output field to blame; null when it is the record as a whole
   * @param original what stands in its place
   */
  Unclean(String field, Object original, String expected) {
    // Bad records come in floods, and the place in this code says nothing about them: no stack
    // trace.
    super(expected, null, false, false);
    this.field = field;
    this.original = original;
  }

  String field() {
    return field;
  }

  Object original() {
    return original;
  }
}
