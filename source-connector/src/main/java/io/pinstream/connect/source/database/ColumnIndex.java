// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether an index helps the database to find a row by a column. */
final class ColumnIndex {

  private ColumnIndex() {}

  /** Whether an index over all rows starts with the table's index column. */
  static boolean isOn(Connection connection, SampledTable table) throws SQLException {
    if (table.query() != null) {
      return false;
    }
    String qualifier = table.name().schema();
    boolean schemas = connection.getMetaData().supportsSchemasInTableDefinitions();
    String catalog = schemas || qualifier == null ? connection.getCatalog() : qualifier;
    String schema = !schemas ? null : qualifier == null ? connection.getSchema() : qualifier;
    try (ResultSet rows =
        connection.getMetaData().getIndexInfo(catalog, schema, table.name().name(), false, true)) {
      boolean found = false;
      while (rows.next()) {
        found |=
            rows.getInt("ORDINAL_POSITION") == 1
                && isColumn(rows.getString("COLUMN_NAME"), table.indexColumn())
                && rows.getString("FILTER_CONDITION") == null;
      }
      return found;
    }
  }

  /** A part that is an expression has no name; PostgreSQL quotes reserved words here. */
  private static boolean isColumn(String said, String column) {
    return column.equals(said) || ('"' + column + '"').equals(said);
  }
}
