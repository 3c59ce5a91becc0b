// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Takes what a field is made of out of input records of one shape. */
interface FieldReader {

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
   */
  static FieldReader of(List<Source> sources, Schema schema) {
    List<FieldReader> readers =
        sources.stream()
            .filter(source -> canHave(source, schema))
            .map(source -> of(source, schema))
            .toList();
    return switch (readers.size()) {
      case 0 -> new LiteralReader(null);
      case 1 -> readers.get(0);
      default -> new FirstKnownReader(readers);
    };
  }

  private static boolean canHave(Source source, Schema schema) {
    return schema == null || !(source instanceof Input field) || field.schemaIn(schema) != null;
  }

  private static FieldReader of(Source source, Schema schema) {
    if (source instanceof Input field) {
      return of(field, schema);
    }
    if (source instanceof Inputs list) {
      return new ArrayReader(list.fields().stream().map(field -> of(field, schema)).toList());
    }
    return new LiteralReader(((Literal) source).text());
  }

  private static FieldReader of(Input input, Schema schema) {
    if (schema == null) {
      return input.path().size() > 1 ? new NestedKeyReader(input) : new KeyReader(input.name());
    }
    List<FieldReader> steps = input.fieldsIn(schema).stream().map(FieldReader::of).toList();
    return switch (steps.size()) {
      case 0 -> new LiteralReader(null);
      case 1 -> steps.get(0);
      default -> new NestedReader(steps);
    };
  }

  private static FieldReader of(Field field) {
    return field.schema().defaultValue() == null
        ? new SlotReader(field)
        : new DefaultlessReader(field.name());
  }

  /** A struct's field by its place. */
  record SlotReader(Field field) implements FieldReader {
    @Override
    public Object read(Object input) {
      return ((Struct) input).get(field);
    }
  }

  /** A struct's field that has a default: a null that was sent is a null all the same. */
  record DefaultlessReader(String name) implements FieldReader {
    @Override
    public Object read(Object input) {
      return ((Struct) input).getWithoutDefault(name);
    }
  }

  /** A field of a struct in a struct; null as soon as one of them is null. */
  record NestedReader(List<FieldReader> steps) implements FieldReader {
    @Override
    public Object read(Object input) {
      Object value = input;
      for (FieldReader step : steps) {
        if (value == null) {
          return null;
        }
        value = step.read(value);
      }
      return value;
    }
  }

  /** A map's value by its key. */
  record KeyReader(String key) implements FieldReader {
    @Override
    public Object read(Object input) {
      return ((Map<?, ?>) input).get(key);
    }
  }

  /** A value of a map in a map; null as soon as there is no map. */
  record NestedKeyReader(Input input) implements FieldReader {
    @Override
    public Object read(Object map) {
      return input.valueIn((Map<?, ?>) map);
    }
  }

  record LiteralReader(String text) implements FieldReader {
    @Override
    public Object read(Object input) {
      return text;
    }
  }

  record FirstKnownReader(List<FieldReader> readers) implements FieldReader {
    @Override
    public Object read(Object input) {
      for (FieldReader reader : readers) {
        Object value = reader.read(input);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  /** Several fields as an array; null when none of them is known. */
  record ArrayReader(List<FieldReader> elements) implements FieldReader {
    @Override
    public Object read(Object input) {
      FreshList values = new FreshList(elements.size());
      boolean known = false;
      for (FieldReader element : elements) {
        Object value = element.read(input);
        known |= value != null;
        values.add(value);
      }
      return known ? values : null;
    }
  }
}
