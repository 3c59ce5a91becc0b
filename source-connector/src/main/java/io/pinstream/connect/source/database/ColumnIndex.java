// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether an index helps the database to find a row by a column. */
final class ColumnIndex {

  private ColumnIndex() {}

  /** Whether an index over all rows starts with the table's index column. */
  static boolean isOn(Connection connection, Dialect dialect, SampledTable table)
      throws SQLException {
    if (table.query() != null) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(dialect.indexQuery())) {
      statement.setString(1, table.name().schema());
      statement.setString(2, table.name().name());
      statement.setString(3, table.indexColumn());
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }
}
