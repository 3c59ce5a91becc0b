// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import io.pinstream.connect.transforms.FieldExpression.Input;
import io.pinstream.connect.transforms.FieldExpression.Inputs;
import io.pinstream.connect.transforms.FieldExpression.Literal;
import io.pinstream.connect.transforms.FieldExpression.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Takes one source of a field out of an input record of a known shape. */
interface FieldReader {

  /** The value, or null when it is unknown or there is no such field. */
  Object read(Object input);

  /**
   * The reader of a source.
   *
   * @param schema the input's; null for maps
   */
  static FieldReader of(Source source, Schema schema) {
    if (source instanceof Input field) {
      return field(field.name(), schema);
    }
    if (source instanceof Inputs list) {
      return array(list.names().stream().map(name -> field(name, schema)).toList());
    }
    String text = ((Literal) source).text();
    return input -> text;
  }

  private static FieldReader field(String name, Schema schema) {
    if (schema == null) {
      return input -> ((Map<?, ?>) input).get(name);
    }
    Field field = schema.field(name);
    if (field == null) {
      return input -> null;
    }
    if (field.schema().defaultValue() != null) {
      // A null that was sent is a null, whatever the default.
      return input -> ((Struct) input).getWithoutDefault(name);
    }
    return input -> ((Struct) input).get(field);
  }

  private static FieldReader array(List<FieldReader> elements) {
    FieldReader[] readers = elements.toArray(FieldReader[]::new);
    return input -> {
      List<Object> values = new ArrayList<>(readers.length);
      boolean known = false;
      for (FieldReader reader : readers) {
        Object value = reader.read(input);
        known |= value != null;
        values.add(value);
      }
      return known ? values : null;
    };
  }
}
