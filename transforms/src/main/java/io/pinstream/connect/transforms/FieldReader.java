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
abstract class FieldReader {

  /** The value, or null when it is unknown or there is no such field. */
  abstract Object read(Struct input);

  /** The value, or null when it is unknown or there is no such field. */
  abstract Object read(Map<?, ?> input);

  /** The one field of a struct that is all this reads; null when there is more to it. */
  Field slot() {
    return null;
  }

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
      default -> new FirstKnownReader(readers.toArray(FieldReader[]::new));
    };
  }

  private static boolean canHave(Source source, Schema schema) {
    return schema == null || !(source instanceof Input field) || schema.field(field.name()) != null;
  }

  private static FieldReader of(Source source, Schema schema) {
    if (source instanceof Input field) {
      return field(field.name(), schema);
    }
    if (source instanceof Inputs list) {
      return new ArrayReader(
          list.names().stream().map(name -> field(name, schema)).toArray(FieldReader[]::new));
    }
    return new LiteralReader(((Literal) source).text());
  }

  private static FieldReader field(String name, Schema schema) {
    if (schema == null) {
      return new NameReader(name);
    }
    Field field = schema.field(name);
    if (field == null) {
      return new LiteralReader(null);
    }
    return field.schema().defaultValue() == null ? new SlotReader(field) : new NameReader(name);
  }

  /** A struct's field by its place. */
  private static final class SlotReader extends FieldReader {
    private final Field field;

    SlotReader(Field field) {
      this.field = field;
    }

    @Override
    Field slot() {
      return field;
    }

    @Override
    Object read(Struct input) {
      return input.get(field);
    }

    @Override
    Object read(Map<?, ?> input) {
      return input.get(field.name());
    }
  }

  /** A field by its name; a null that was sent is a null, whatever the default. */
  private static final class NameReader extends FieldReader {
    private final String name;

    NameReader(String name) {
      this.name = name;
    }

    @Override
    Object read(Struct input) {
      return input.getWithoutDefault(name);
    }

    @Override
    Object read(Map<?, ?> input) {
      return input.get(name);
    }
  }

  private static final class LiteralReader extends FieldReader {
    private final String text;

    LiteralReader(String text) {
      this.text = text;
    }

    @Override
    Object read(Struct input) {
      return text;
    }

    @Override
    Object read(Map<?, ?> input) {
      return text;
    }
  }

  private static final class FirstKnownReader extends FieldReader {
    private final FieldReader[] readers;

    FirstKnownReader(FieldReader[] readers) {
      this.readers = readers;
    }

    @Override
    Object read(Struct input) {
      for (FieldReader reader : readers) {
        Object value = reader.read(input);
        if (value != null) {
          return value;
        }
      }
      return null;
    }

    @Override
    Object read(Map<?, ?> input) {
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
  private static final class ArrayReader extends FieldReader {
    private final FieldReader[] elements;

    ArrayReader(FieldReader[] elements) {
      this.elements = elements;
    }

    @Override
    Object read(Struct input) {
      FreshList values = new FreshList(elements.length);
      boolean known = false;
      for (FieldReader element : elements) {
        Object value = element.read(input);
        known |= value != null;
        values.add(value);
      }
      return known ? values : null;
    }

    @Override
    Object read(Map<?, ?> input) {
      FreshList values = new FreshList(elements.length);
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
