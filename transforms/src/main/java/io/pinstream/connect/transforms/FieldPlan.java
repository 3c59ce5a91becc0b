// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** How one output field is made from input records of one shape. */
final class FieldPlan {
  private final String name;
  private final Field field;
  private final FieldReader reader;
  private final Field slot;
  private final NullIf sentinels;
  private final Operation[] operations;
  private final boolean textOnly;
  private final Class<?> done;
  private final UnaryOperator<Object> conversion;
  private final boolean required;

  /**
   * @param name the output field's name
   * @param field the output field; null when the output is a map
   * @param done the class of values that need no conversion; may be null
   * @param conversion what brings other values that are not null to the output type
   * @param required whether null is refused
   */
  FieldPlan(
      String name,
      Field field,
      FieldReader reader,
      List<Operation> operations,
      Class<?> done,
      UnaryOperator<Object> conversion,
      boolean required) {
    this.name = name;
    this.field = field;
    this.reader = reader;
    this.slot = reader.slot();
    // Most fields have sentinels and nothing else: no dispatch for those.
    boolean sentinelsFirst = !operations.isEmpty() && operations.get(0) instanceof NullIf;
    this.sentinels = sentinelsFirst ? (NullIf) operations.get(0) : null;
    this.operations =
        operations.subList(sentinelsFirst ? 1 : 0, operations.size()).toArray(Operation[]::new);
    this.done = done;
    this.textOnly =
        sentinels != null && this.operations.length == 0 && done == String.class && !required;
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

  /** What the field is made of. */
  Object read(Struct input) {
    return slot != null ? input.get(slot) : reader.read(input);
  }

  /** What the field is made of. */
  Object read(Map<?, ?> input) {
    return reader.read(input);
  }

  /**
   * The clean form of what was read.
   *
   * @throws UncleanValueException when there is none
   */
  Object clean(Object value) {
    if (textOnly && value instanceof String text) {
      return sentinels.of(text);
    }
    Object cleaned = value;
    if (sentinels != null) {
      cleaned = value instanceof String text ? sentinels.of(text) : step(sentinels, value);
    }
    for (Operation operation : operations) {
      cleaned = step(operation, cleaned);
    }
    if (cleaned != null) {
      return cleaned.getClass() == done ? cleaned : conversion.apply(cleaned);
    }
    if (required) {
      throw new UncleanValueException("a value, as the field is declared not null");
    }
    return null;
  }

  private static Object step(Operation operation, Object value) {
    if (value == null) {
      return operation.seesNull() ? operation.apply(null) : null;
    }
    // Text is asked for first because to find that a class lacks an interface takes long.
    if (!(value instanceof String) && value instanceof List<?> elements && !operation.seesArray()) {
      return each(operation, elements);
    }
    return operation.apply(value);
  }

  private static FreshList each(Operation operation, List<?> elements) {
    FreshList results = FreshList.of(elements);
    for (int i = 0; i < results.size(); i++) {
      Object element = results.get(i);
      if (element != null) {
        results.set(i, operation.apply(element));
      }
    }
    return results;
  }
}
