// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What helps the database to find a row by the index column. */
enum IndexKey {
  /** Nothing: every search reads the whole table. */
  NONE,
  /** An index that starts with the column. */
  PLAIN,
  /** An index of this column alone that holds every value once. */
  UNIQUE;

  static IndexKey read(Connection connection, TableLayout table) throws SQLException {
    String qualifier = table.table().schema();
    boolean schemas = connection.getMetaData().supportsSchemasInTableDefinitions();
    String catalog = schemas || qualifier == null ? connection.getCatalog() : qualifier;
    String schema = !schemas ? null : qualifier == null ? connection.getSchema() : qualifier;
    Map<String, Integer> columns = new HashMap<>();
    Set<String> unique = new HashSet<>();
    Set<String> leading = new HashSet<>();
    try (ResultSet rows =
        connection.getMetaData().getIndexInfo(catalog, schema, table.table().name(), false, true)) {
      while (rows.next()) {
        String index = rows.getString("INDEX_NAME");
        String column = rows.getString("COLUMN_NAME");
        if (index == null || column == null) {
          continue;
        }
        columns.merge(index, 1, Integer::sum);
        if (!rows.getBoolean("NON_UNIQUE")) {
          unique.add(index);
        }
        if (rows.getInt("ORDINAL_POSITION") == 1 && isColumn(column, table.indexColumn())) {
          leading.add(index);
        }
      }
    }
    boolean onlyUnique =
        leading.stream().anyMatch(index -> unique.contains(index) && columns.get(index) == 1);
    return onlyUnique ? UNIQUE : leading.isEmpty() ? NONE : PLAIN;
  }

  /** PostgreSQL quotes reserved words here. */
  private static boolean isColumn(String said, String column) {
    return said.equals(column) || said.equals('"' + column + '"');
  }
}
