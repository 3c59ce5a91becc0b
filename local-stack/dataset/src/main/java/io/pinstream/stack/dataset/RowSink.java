// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.sql.SQLException;
import java.time.LocalDateTime;

/** Takes a table's rows, value by value in the order of the columns. */
interface RowSink {
  RowSink add(String value) throws SQLException;

  RowSink add(int value) throws SQLException;

  RowSink add(float value) throws SQLException;

  RowSink add(LocalDateTime value) throws SQLException;

  void endRow() throws SQLException;
}
