// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** PostgreSQL's arrays of one dimension, as Connect arrays whose elements may be null. */
final class PostgreSqlArrays {

  /** In the result set that JDBC makes of an array; the first column is the place. */
  private static final int VALUE_COLUMN = 2;

  private PostgreSqlArrays() {}

  /** The mapping of arrays with elements that are mapped so. */
  static ColumnMapping of(ColumnMapping element) {
    return new ColumnMapping(
        SchemaBuilder.array(element.schema().optional().build()),
        (row, column) -> {
          Array array = row.getArray(column);
          return array == null ? null : list(array, element.reader());
        });
  }

  private static List<Object> list(Array array, ColumnReader<?> reader) throws SQLException {
    try (ResultSet elements = array.getResultSet()) {
      if (elements.getMetaData().getColumnType(VALUE_COLUMN) == Types.ARRAY) {
        throw new DataException(
            "an array of more than one dimension has no Connect type: cast it to text in a view");
      }
      List<Object> list = new ArrayList<>();
      while (elements.next()) {
        list.add(reader.read(elements, VALUE_COLUMN));
      }
      return list;
    } finally {
      array.free();
    }
  }
}
