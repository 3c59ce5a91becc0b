// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** What the SQL standard's states and JDBC's exception classes say of an error. */
final class SqlStates {

  private SqlStates() {}

  /** Whether a value is to blame, not the database. */
  static boolean isOfValue(SQLException error) {
    return error instanceof SQLDataException
        || (error.getSQLState() != null && error.getSQLState().startsWith("22"));
  }

  static Fault classify(SQLException error) {
    String state = error.getSQLState();
    if (state != null && state.length() >= 2) {
      switch (state.substring(0, 2)) {
        // Connection, transaction rollback, resources, operator intervention, system error.
        case "08", "40", "53", "57", "58", "HY" -> {
          return Fault.UNREACHABLE;
        }
        case "28" -> {
          return Fault.LOGIN_REFUSED;
        }
        default -> {}
      }
    }
    if (error instanceof SQLTransientException
        || error instanceof SQLRecoverableException
        || error instanceof SQLNonTransientConnectionException) {
      return Fault.UNREACHABLE;
    }
    return Fault.OTHER;
  }
}
