// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** One step of a field expression, such as {@code trim} or {@code null-if 'n/a'}. */
interface Operation {

  /**
   * The value after this step.
   *
   * @param value never null, unless {@link #seesNull()}
   * @return may be null: unknown
   * @throws UncleanValueException when the value is not what the step is for
   */
  Object apply(Object value);

  /** What this step makes; null when it leaves the type as it was. */
  default FieldType result() {
    return null;
  }

  /** Whether this step works on null too; all others leave null as it is. */
  default boolean seesNull() {
    return false;
  }

  /** Whether this step takes an array as a whole; all others take each of its elements. */
  default boolean seesArray() {
    return false;
  }
}
