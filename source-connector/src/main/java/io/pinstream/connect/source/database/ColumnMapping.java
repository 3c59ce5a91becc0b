// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A column type's counterpart in Connect.
 *
 * @param schema a fresh builder: whether the field is optional is the column's affair
 * @param reader reads values that fit the schema
 * @param mayBeNull whether values are null where the column does not allow NULL
 * @param expression of SQL that the reader wants, with {@code %s} for the quoted column
 */
record ColumnMapping(SchemaBuilder schema, Reader<?> reader, boolean mayBeNull, String expression) {

  private static final Set<Schema.Type> INTEGERS =
      EnumSet.of(Schema.Type.INT8, Schema.Type.INT16, Schema.Type.INT32, Schema.Type.INT64);

  ColumnMapping(SchemaBuilder schema, Reader<?> reader) {
    this(schema, reader, false, "%s");
  }

  /** Takes the value of a column, counted from 1 on, out of a row; null for SQL's NULL. */
  interface Reader<T> {
    T read(ResultSet row, int column) throws SQLException;
  }

  /** Whether values are integers, as indexes have to be. */
  boolean isInteger() {
    return schema.name() == null && INTEGERS.contains(schema.type());
  }

  /** The same, for columns whose values may be null although they allow no NULL. */
  ColumnMapping orNull() {
    return new ColumnMapping(schema, reader, true, expression);
  }

  /** The same, for columns that a driver does not read as they are. */
  ColumnMapping through(String anExpression) {
    return new ColumnMapping(schema, reader, mayBeNull, anExpression);
  }
}
