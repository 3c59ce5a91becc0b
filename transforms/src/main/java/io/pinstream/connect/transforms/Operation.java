// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One step of a field expression, such as {@code trim} or {@code null-if 'n/a'}.
 *
 * @param change makes a value of another, or null for unknown; throws {@link Unclean} for a value
 *     that the step is not for, and leaves what it is given as it was
 * @param result what the step makes; null when it leaves the type as it was
 * @param takesNull whether the step works on null too; all others leave null as it is
 * @param takesArray whether the step takes an array as a whole; all others take each element
 */
record Operation(
    UnaryOperator<Object> change, FieldType result, boolean takesNull, boolean takesArray) {

  /** A step on each value for itself. */
  static Operation onEach(UnaryOperator<Object> change, FieldType result) {
    return new Operation(change, result, false, false);
  }

  /** A step on a value or an array as a whole. */
  static Operation onWhole(UnaryOperator<Object> change, FieldType result) {
    return new Operation(change, result, false, true);
  }

  /** The value after this step; may be null. */
  Object apply(Object value) {
    if (value == null) {
      return takesNull ? change.apply(null) : null;
    }
    // Text is asked for first because to find that a class lacks an interface takes long, and the
    // operation that nearly every field has is not worth a dispatch.
    if (value instanceof String && change instanceof NullIf nullIf) {
      return nullIf.apply(value);
    }
    return takesArray || value instanceof String || !(value instanceof List<?> elements)
        ? change.apply(value)
        : each(elements, change);
  }

  /** The list with every element changed that is not null: the same list if none of them is. */
  static List<?> each(List<?> elements, UnaryOperator<Object> change) {
    List<Object> changed = null;
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i);
      Object result = element == null ? null : change.apply(element);
      if (result != element) {
        if (changed == null) {
          changed = new ArrayList<>(elements);
        }
        changed.set(i, result);
      }
    }
    return changed == null ? elements : changed;
  }
}
