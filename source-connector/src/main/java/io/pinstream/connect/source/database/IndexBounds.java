// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import io.pinstream.connect.source.sampling.IndexRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many rows a table has in a range, and how far its indexes reach.
 *
 * @param rows how many
 * @param last the largest index; 0 in an empty table
 */
public record IndexBounds(long rows, long last) {

  /** Asks the database. */
  public static IndexBounds read(
      Connection connection, Dialect dialect, TableLayout table, IndexRange range)
      throws SQLException {
    String index = dialect.quote(table.indexColumn());
    String query =
        "SELECT COUNT("
            + index
            + "), MAX("
            + index
            + ") FROM "
            + dialect.quoteTable(table.table())
            + (range.isAll() ? "" : " WHERE " + index + " BETWEEN ? AND ?");
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (!range.isAll()) {
        statement.setLong(1, range.low());
        statement.setLong(2, range.high());
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new IndexBounds(result.getLong(1), result.getLong(2));
      }
    }
  }
}
