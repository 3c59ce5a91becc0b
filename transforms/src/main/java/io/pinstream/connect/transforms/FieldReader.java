// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Takes what a field is made of out of input records of one shape. */
interface FieldReader {
  /** Values are taken as they are. */
  Function<Schema, UnaryOperator<Object>> AS_THEY_ARE = schema -> null;

  /**
   * The value, or null when it is unknown or there is no such field.
   *
   * @param input a struct of the schema that this reader is for, or a map
   */
  Object read(Object input);

  /**
   * The reader of alternatives, of which the first that is not null counts.
   *
   * @param schema the input's; null for maps
   * @param changes gives for the schema of an input field, which is null in maps, what is to be
   *     done to its values before anything else; null for nothing
   */
  static FieldReader of(
      List<Source> sources, Schema schema, Function<Schema, UnaryOperator<Object>> changes) {
    List<FieldReader> readers = new ArrayList<>();
    for (Source source : sources) {
      if (source instanceof Literal literal) {
        readers.add(input -> literal.text());
      } else if (source instanceof Inputs list) {
        readers.add(
            array(list.fields().stream().map(field -> of(field, schema, changes)).toList()));
      } else if (schema == null || ((Input) source).schemaIn(schema) != null) {
        readers.add(of((Input) source, schema, changes));
      }
    }
    return readers.size() == 1 ? readers.get(0) : firstKnown(readers);
  }

  private static FieldReader of(
      Input input, Schema schema, Function<Schema, UnaryOperator<Object>> changes) {
    List<Field> path = schema == null ? List.of() : input.fieldsIn(schema);
    if (schema != null && path.isEmpty()) {
      return record -> null;
    }
    Schema leaf = schema == null ? null : path.get(path.size() - 1).schema();
    FieldReader reader =
        switch (path.size()) {
          case 0 ->
              input.path().size() > 1 ? input::valueIn : map -> ((Map<?, ?>) map).get(input.name());
          case 1 -> new SlotReader(path.get(0));
          default -> nested(path);
        };
    UnaryOperator<Object> change = changes.apply(leaf);
    return change == null ? reader : record -> change.apply(reader.read(record));
  }

  /**
   * A field of a struct. Where a null was sent it is a null whatever the default; where there can
   * be none, because the field is required, what was not set is the default.
   */
  record SlotReader(Field field, boolean hidesNulls) implements FieldReader {
    SlotReader(Field field) {
      this(field, field.schema().defaultValue() != null && field.schema().isOptional());
    }

    @Override
    public Object read(Object input) {
      Struct struct = (Struct) input;
      return hidesNulls ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }
  }

  /** The same struct in a schema that has all of its fields. */
  static Struct copy(Struct struct, Schema schema) {
    Struct copy = new Struct(schema);
    for (Field field : struct.schema().fields()) {
      copy.put(field.name(), new SlotReader(field).read(struct));
    }
    return copy;
  }

  /** A field of a struct or map in a struct; null as soon as one of them is null. */
  private static FieldReader nested(List<Field> path) {
    SlotReader[] steps = path.stream().map(SlotReader::new).toArray(SlotReader[]::new);
    return input -> {
      Object value = input;
      for (int i = 0; value != null && i < steps.length; i++) {
        SlotReader step = steps[i];
        // To ask a struct whether it is a map would take longer than to read it.
        value =
            value instanceof Struct
                ? step.read(value)
                : ((Map<?, ?>) value).get(step.field().name());
      }
      return value;
    };
  }

  private static FieldReader firstKnown(List<FieldReader> readers) {
    return input -> {
      Object value = null;
      for (int i = 0; value == null && i < readers.size(); i++) {
        value = readers.get(i).read(input);
      }
      return value;
    };
  }

  /** Several fields as an array; null when none of them is known. */
  private static FieldReader array(List<FieldReader> elements) {
    List<Object> unknown = Collections.nCopies(elements.size(), null);
    return input -> {
      List<Object> values = new ArrayList<>(elements.size());
      for (FieldReader element : elements) {
        values.add(element.read(input));
      }
      return values.equals(unknown) ? null : values;
    };
  }
}
