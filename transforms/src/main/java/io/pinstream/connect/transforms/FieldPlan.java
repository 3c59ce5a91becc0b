// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;

/** How one output field is made from an input record of a known shape. */
final class FieldPlan {
  private final String name;
  private final Field field;
  private final FieldReader[] readers;
  private final Operation[] operations;
  private final UnaryOperator<Object> conversion;
  private final boolean required;

  /**
   * @param name the output field's name
   * @param field the output field; null when the output is a map
   * @param readers tried from first to last
   * @param conversion what brings a value that is not null to the output type
   * @param required whether null is refused
   */
  FieldPlan(
      String name,
      Field field,
      List<FieldReader> readers,
      List<Operation> operations,
      UnaryOperator<Object> conversion,
      boolean required) {
    this.name = name;
    this.field = field;
    this.readers = readers.toArray(FieldReader[]::new);
    this.operations = operations.toArray(Operation[]::new);
    this.conversion = conversion;
    this.required = required;
  }

  String name() {
    return name;
  }

  Field field() {
    return field;
  }

  boolean required() {
    return required;
  }

  /** The first source that is not null. */
  Object read(Object input) {
    for (FieldReader reader : readers) {
      Object value = reader.read(input);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * The clean form of what was read.
   *
   * @throws UncleanValueException when there is none
   */
  Object clean(Object value) {
    Object cleaned = value;
    for (Operation operation : operations) {
      if (cleaned instanceof List<?> list && !operation.seesArray()) {
        cleaned = each(operation, list);
      } else if (cleaned != null || operation.seesNull()) {
        cleaned = operation.apply(cleaned);
      }
    }
    if (cleaned != null) {
      return conversion.apply(cleaned);
    }
    if (required) {
      throw new UncleanValueException("a value, as the field is declared not null");
    }
    return null;
  }

  private static List<Object> each(Operation operation, List<?> values) {
    List<Object> results = new ArrayList<>(values.size());
    for (Object value : values) {
      results.add(value == null ? null : operation.apply(value));
    }
    return results;
  }
}
