// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * How one output field is made from input records of one shape.
 *
 * <p>A record, because the components of a record that is a constant are constants to the JIT; see
 * {@link PlanCode}. Most values are clean as they are: {@link #passes} is apart from {@link #clean}
 * and small, so that the JIT finds room for it where it does not for all that can be done to a
 * value.
 *
 * @param name the output field's name
 * @param field the output field; null when the output is a map
 * @param operations one after the other
 * @param done the class of values that need no conversion; may be null
 * @param conversion what brings other values that are not null to the output type
 * @param required whether null is refused
 * @param sentinels of the values that may pass
 * @param passing the class of values that pass if they are no sentinels; may be null
 * @param nullPasses whether null passes
 */
record FieldPlan(
    String name,
    Field field,
    FieldReader reader,
    List<Operation> operations,
    Class<?> done,
    UnaryOperator<Object> conversion,
    boolean required,
    NullIf sentinels,
    Class<?> passing,
    boolean nullPasses) {

  static FieldPlan of(
      String name,
      Field field,
      FieldReader reader,
      List<Operation> operations,
      Class<?> done,
      UnaryOperator<Object> conversion,
      boolean required) {
    boolean sentinelsOnly = operations.size() == 1 && operations.get(0) instanceof NullIf;
    return new FieldPlan(
        name,
        field,
        reader,
        operations,
        done,
        conversion,
        required,
        sentinelsOnly ? (NullIf) operations.get(0) : NullIf.NOTHING,
        sentinelsOnly || operations.isEmpty() ? done : null,
        !required && operations.stream().noneMatch(Operation::seesNull));
  }

  /** What the field is made of. */
  Object read(Object input) {
    return reader.read(input);
  }

  /** Whether a value is clean as it is; some for which this is false are too. */
  boolean passes(Object value) {
    if (value == null) {
      return nullPasses;
    }
    return value.getClass() == passing
        && !(value instanceof String text && sentinels.mayHold(text));
  }

  /**
   * The clean form of what was read.
   *
   * @throws UncleanValueException when there is none
   */
  Object clean(Object value) {
    Object cleaned = value;
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      // The operation that nearly every field has is not worth a dispatch.
      cleaned =
          operation instanceof NullIf nullIf && cleaned instanceof String text
              ? nullIf.of(text)
              : step(operation, cleaned);
    }
    if (cleaned != null) {
      return cleaned.getClass() == done ? cleaned : conversion.apply(cleaned);
    }
    if (required) {
      throw new UncleanValueException("a value, as the field is declared not null");
    }
    return null;
  }

  /** Puts a value into the output. */
  @SuppressWarnings("unchecked") // The plan made the map.
  void put(Object output, Object cleaned) {
    if (field != null) {
      ((Struct) output).put(field, cleaned);
    } else {
      ((Map<String, Object>) output).put(name, cleaned);
    }
  }

  /** {@link #put} without the question whether the output is a struct or a map. */
  MethodHandle put(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
    MethodHandle put =
        field != null
            ? MethodHandles.insertArguments(
                lookup.findVirtual(
                    Struct.class,
                    "put",
                    MethodType.methodType(Struct.class, Field.class, Object.class)),
                1,
                field)
            : MethodHandles.insertArguments(
                lookup.findVirtual(
                    Map.class,
                    "put",
                    MethodType.methodType(Object.class, Object.class, Object.class)),
                1,
                name);
    return put.asType(MethodType.methodType(void.class, Object.class, Object.class));
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
