// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with a connection. */
@FunctionalInterface
public interface SqlWork<T> {

  /** Does it; called again on a fresh connection if an error may pass. */
  T run(Connection connection) throws SQLException;
}
