// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** PostgreSQL's arrays of one dimension, as Connect arrays whose elements may be null. */
final class PostgreSqlArrays {

  private PostgreSqlArrays() {}

  /** The mapping of an array type such as {@code _int4}, or null. */
  static ColumnMapping map(String typeName) {
    return switch (typeName) {
      case "_bool" -> of(Schema.OPTIONAL_BOOLEAN_SCHEMA, Boolean.class::cast);
      case "_int2" -> of(Schema.OPTIONAL_INT16_SCHEMA, value -> ((Number) value).shortValue());
      case "_int4" -> of(Schema.OPTIONAL_INT32_SCHEMA, Integer.class::cast);
      case "_int8" -> of(Schema.OPTIONAL_INT64_SCHEMA, Long.class::cast);
      case "_float4" -> of(Schema.OPTIONAL_FLOAT32_SCHEMA, Float.class::cast);
      case "_float8" -> of(Schema.OPTIONAL_FLOAT64_SCHEMA, Double.class::cast);
      case "_text", "_varchar", "_bpchar", "_uuid", "_name" ->
          of(Schema.OPTIONAL_STRING_SCHEMA, Object::toString);
      default -> null;
    };
  }

  private static ColumnMapping of(Schema element, Function<Object, Object> converter) {
    return new ColumnMapping(
        SchemaBuilder.array(element),
        (row, column) -> {
          Array array = row.getArray(column);
          if (array == null) {
            return null;
          }
          List<Object> list = new ArrayList<>();
          for (Object value : (Object[]) array.getArray()) {
            if (value instanceof Object[]) {
              throw new DataException(
                  "an array of more than one dimension has no Connect type: cast it to text in a view");
            }
            list.add(value == null ? null : converter.apply(value));
          }
          array.free();
          return list;
        });
  }
}
