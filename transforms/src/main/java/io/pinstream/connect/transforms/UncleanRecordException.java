// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** A record that can't be cleaned as a whole. Thrown inside the transform only. */
final class UncleanRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final transient Object original;

  /**
   * @param field the output field to blame; null when it is the record as a whole
   * @param original what stands in its place
   * @param expected what was expected, in words that complete "expected ..."
   */
  UncleanRecordException(String field, Object original, String expected) {
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
