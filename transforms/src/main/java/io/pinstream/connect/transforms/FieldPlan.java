// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldReader.SlotReader;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** How one output field is made from input records of one shape. */
final class FieldPlan {
  private final String name;
  private final Field field;
  private final FieldReader reader;
  private final FieldReader originalReader;
  private final Operation[] operations;
  private final Class<?> rightClass;
  private final UnaryOperator<Object> conversion;
  private final boolean required;

  // Most values are clean as they are. What follows tells so without a call per operation.
  private final boolean nullIsClean;
  private final Class<?> cleanClass;
  private final NullIf nullIf;

  /**
   * @param input the input's schema; null for maps
   * @param output the output's schema; null for maps
   */
  FieldPlan(
      String name,
      FieldExpression expression,
      Schema input,
      Schema output,
      TimestampOutput timestamps) {
    this.name = name;
    FieldType type = OutputSchema.typeOf(expression, input, output != null);
    field = output == null ? null : output.field(name);
    reader = FieldReader.of(expression.sources(), input, changes(type, output, timestamps));
    originalReader = FieldReader.of(expression.sources(), input, FieldReader.AS_THEY_ARE);
    operations = expression.operations().toArray(Operation[]::new);
    if (type != null) {
      Conversion typed = new Conversion(type, timestamps);
      rightClass = typed.identity();
      conversion = ofAnyShape(typed, expression.type() == null && output == null);
    } else {
      rightClass = null;
      conversion =
          output != null
              ? value -> inSchema(field.schema(), value)
              : value -> Schemaless.of(value, null, timestamps);
    }
    required = type != null ? type.required() : field != null && !field.schema().isOptional();

    nullIsClean = !required && expression.operations().stream().noneMatch(Operation::takesNull);
    nullIf = onlyNullIf(operations);
    cleanClass = nullIf == null ? null : rightClass;
  }

  /** Where no type is declared and no schema is to be met, an array stays one, as it comes. */
  private static UnaryOperator<Object> ofAnyShape(Conversion typed, boolean any) {
    if (!any || typed.type().kind() == FieldType.Kind.ARRAY) {
      return typed::apply;
    }
    Conversion ofArrays =
        new Conversion(FieldType.arrayOf(typed.type().kind()), typed.timestamps());
    return value -> (value instanceof List<?> ? ofArrays : typed).apply(value);
  }

  /** A struct is of its own schema, which is required where the field has become optional. */
  private static Object inSchema(Schema schema, Object value) {
    return value instanceof Struct struct && struct.schema().isOptional() != schema.isOptional()
        ? FieldReader.copy(struct, schema)
        : value;
  }

  /** What becomes of values that would mean something else, or nothing, without their schema. */
  private static Function<Schema, UnaryOperator<Object>> changes(
      FieldType type, Schema output, TimestampOutput timestamps) {
    if (type == null && output != null) {
      return FieldReader.AS_THEY_ARE;
    }
    boolean timestamp = type != null && type.single() == FieldType.Kind.TIMESTAMP;
    return schema ->
        schema == null
                || !Schemaless.loses(schema)
                || (timestamp && Date.LOGICAL_NAME.equals(OutputSchema.single(schema).name()))
            ? null
            : value -> Schemaless.of(value, schema, timestamps);
  }

  /** What a text must not be to be clean as it is; null where more than that is to be done. */
  private static NullIf onlyNullIf(Operation[] operations) {
    if (operations.length == 0) {
      return NullIf.NOTHING;
    }
    return operations.length == 1
            && operations[0].change() instanceof NullIf nullIf
            && nullIf.numbers().isEmpty()
        ? nullIf
        : null;
  }

  String name() {
    return name;
  }

  boolean required() {
    return required;
  }

  /**
   * Makes the field of an input record and puts it into the output.
   *
   * @throws Unclean when it can't be made
   */
  void clean(Object input, Object output) {
    // A field of a struct is what nearly every reader reads: it is not worth a dispatch.
    Object value = reader instanceof SlotReader slot ? slot.read(input) : reader.read(input);
    put(output, isClean(value) ? value : cleaned(value));
  }

  /** Whether a value is clean as it is; some for which this is false are too. */
  private boolean isClean(Object value) {
    if (value == null) {
      return nullIsClean;
    }
    return value.getClass() == cleanClass
        && !(value instanceof String text && nullIf.mayHold(text));
  }

  private Object cleaned(Object value) {
    Object cleaned = value;
    for (Operation operation : operations) {
      cleaned = operation.apply(cleaned);
    }
    if (cleaned == null && required) {
      throw new Unclean("a value, as the field is declared not null");
    }
    return cleaned == null || cleaned.getClass() == rightClass
        ? cleaned
        : conversion.apply(cleaned);
  }

  /**
   * Puts a value into the output.
   *
   * @throws Unclean when the output's schema does not take it
   */
  void put(Object output, Object cleaned) {
    put(output, name, field, cleaned);
  }

  /** The same for any field; without its place in a schema, into a map. */
  @SuppressWarnings("unchecked") // The plan made the map.
  static void put(Object output, String name, Field field, Object cleaned) {
    if (field == null) {
      ((Map<String, Object>) output).put(name, cleaned);
      return;
    }
    try {
      ((Struct) output).put(field, cleaned);
    } catch (DataException e) {
      throw new Unclean("a value that its schema takes (" + e.getMessage() + ")");
    }
  }

  /** What the field was to be made of. */
  Object original(Object input) {
    return originalReader.read(input);
  }
}
