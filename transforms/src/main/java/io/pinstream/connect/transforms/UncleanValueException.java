// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/**
 * A value that a rule of the plan can't clean. Thrown inside the transform only: the error policy
 * turns it into a {@link org.apache.kafka.connect.errors.DataException}, a null, a side field or
 * headers.
 */
final class UncleanValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param expected what the rule expected, in words that complete "expected ..."
   */
  UncleanValueException(String expected) {
    // Bad records come in floods, and the place in this code says nothing about them: no stack
    // trace.
    super(expected, null, false, false);
  }
}
