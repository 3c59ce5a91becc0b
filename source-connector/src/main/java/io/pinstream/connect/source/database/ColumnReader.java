// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes the value of one column out of the current row, as the Connect type it is mapped to. */
@FunctionalInterface
interface ColumnReader<T> {

  /** Returns the value of a column, counted from 1 on; null for SQL's NULL. */
  T read(ResultSet row, int column) throws SQLException;
}
