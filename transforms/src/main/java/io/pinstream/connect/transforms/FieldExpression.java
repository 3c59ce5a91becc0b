// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldReader.SlotReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * One output field as declared: where it comes from, what is done to it, what type it has.
 *
 * @param sources tried from first to last; the first that is not null counts
 * @param operations in the order they are applied
 * @param type null when left out: the last operation's result, or the source's own type
 */
record FieldExpression(List<Source> sources, List<Operation> operations, FieldType type) {

  /** Where a value comes from. */
  sealed interface Source {}

  /**
   * An input field, or one inside of it.
   *
   * @param name as it is written
   * @param path the names from the outside to the inside; one for a field of the record itself
   */
  record Input(String name, List<String> path) implements Source {

    /** The field of exactly this name. */
    static Input named(String name) {
      return new Input(name, List.of(name));
    }

    /** The field of this name or, where there is none, what its dots lead to. */
    static Input at(String name) {
      List<String> path = List.of(name.split("\\.", -1));
      return path.contains("") ? named(name) : new Input(name, path);
    }

    /**
     * The fields on the way in, from the outside; none when the schema has no such field. A map may
     * have any.
     */
    List<Field> fieldsIn(Schema schema) {
      // Flattened records have names with dots: the field that has the whole name comes first.
      if (schema.field(name) != null) {
        return List.of(schema.field(name));
      }
      List<Field> fields = new ArrayList<>();
      Schema in = schema;
      for (String step : path) {
        Field field =
            switch (in.type()) {
              case STRUCT -> in.field(step);
              case MAP -> new Field(step, 0, OutputSchema.optional(in.valueSchema()));
              default -> null;
            };
        if (field == null) {
          return List.of();
        }
        fields.add(field);
        in = field.schema();
      }
      return fields;
    }

    /**
     * The schema of the field: optional where a struct on the way in is, for without it there is no
     * field. Null when the schema has no such field.
     */
    Schema schemaIn(Schema schema) {
      List<Field> fields = fieldsIn(schema);
      if (fields.isEmpty()) {
        return null;
      }
      Schema leaf = fields.get(fields.size() - 1).schema();
      return fields.stream().anyMatch(field -> field.schema().isOptional())
          ? OutputSchema.optional(leaf)
          : leaf;
    }

    /** Whether a struct or a map has the field, whatever it holds: null is a value too. */
    boolean isIn(Object record) {
      if (has(record, name)) {
        return true;
      }
      return path.size() > 1 && has(holder(record), path.get(path.size() - 1));
    }

    /** The value of the field in a struct or a map; null when there is none. */
    Object valueIn(Object record) {
      return has(record, name) ? get(record, name) : get(holder(record), path.get(path.size() - 1));
    }

    /** What the last name on the way in is looked for in. */
    private Object holder(Object record) {
      Object holder = record;
      for (String step : path.subList(0, path.size() - 1)) {
        holder = get(holder, step);
      }
      return holder;
    }

    private static Object get(Object record, String field) {
      if (record instanceof Struct struct) {
        Field found = struct.schema().field(field);
        return found == null ? null : new SlotReader(found).read(struct);
      }
      return record instanceof Map<?, ?> map ? map.get(field) : null;
    }

    private static boolean has(Object record, String field) {
      return record instanceof Struct struct
          ? struct.schema().field(field) != null
          : record instanceof Map<?, ?> map && map.containsKey(field);
    }
  }

  /** Several input fields, as an array. */
  record Inputs(List<Input> fields) implements Source {}

  /** The same text in every record. */
  record Literal(String text) implements Source {}

  /** The input field of a name, unchanged. */
  static FieldExpression of(String field) {
    return new FieldExpression(List.of(Input.named(field)), List.of(), null);
  }

  /** The input fields that any of the sources names. */
  List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (Source source : sources) {
      if (source instanceof Input field) {
        inputs.add(field);
      } else if (source instanceof Inputs list) {
        inputs.addAll(list.fields());
      }
    }
    return inputs;
  }

  /**
   * Refuses what no input could make sense of.
   *
   * @param typed whether a type must be known without an input schema
   * @throws IllegalArgumentException saying what was expected
   */
  void check(boolean typed) {
    boolean ownType = sources.size() == 1 && sources.get(0) instanceof Input;
    boolean fillsIn = operations.stream().anyMatch(Operation::takesNull);
    FieldType output = outputType(false);
    if (output == null && (!ownType || fillsIn)) {
      throw new IllegalArgumentException("a type at the end, such as : string");
    }
    if (output == null && typed) {
      throw new IllegalArgumentException(
          "a type at the end, such as : string, because of " + CleanConfig.SCHEMA_OUTPUT + "=add");
    }
    checkDeclaredType();
    checkDefault(output);
  }

  /**
   * The type declared, or else what the operations make; null when it is the source's own.
   *
   * @param ofArray whether the source is known to be an array
   */
  FieldType outputType(boolean ofArray) {
    return type != null ? type : madeType(ofArray);
  }

  private FieldType madeType(boolean ofArray) {
    boolean array = ofArray || sources.stream().anyMatch(Inputs.class::isInstance);
    FieldType made = null;
    for (Operation operation : operations) {
      FieldType result = operation.result();
      if (result != null) {
        boolean each = array && !operation.takesArray();
        made = each ? FieldType.arrayOf(result.kind()) : result;
        array = made.kind() == FieldType.Kind.ARRAY;
      }
    }
    return made;
  }

  private void checkDeclaredType() {
    FieldType made = madeType(false);
    if (type == null || made == null) {
      return;
    }
    FieldType.Kind kind = type.kind();
    boolean fits =
        switch (made.kind()) {
          // An array too, where the input field turns out to be one.
          case TIMESTAMP ->
              kind == FieldType.Kind.TIMESTAMP
                  || kind == FieldType.Kind.STRING
                  || kind == FieldType.Kind.ARRAY;
          case INT64 -> kind != FieldType.Kind.TIMESTAMP && kind != FieldType.Kind.BOOLEAN;
          case ARRAY -> kind == FieldType.Kind.ARRAY;
          default -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "a type that " + made + ", which the operations make, can become, not " + type);
    }
  }

  /** A default that no null ever meets would stay wrong unseen. */
  private void checkDefault(FieldType output) {
    int last = operations.size() - 1;
    if (last < 0 || !operations.get(last).takesNull()) {
      return;
    }
    Object value = operations.get(last).apply(null);
    try {
      new Conversion(output, TimestampOutput.TIMESTAMP).apply(value);
    } catch (Unclean e) {
      throw new IllegalArgumentException(
          "a default that can become " + output + ": " + e.getMessage() + ", not " + value, e);
    }
  }
}
