// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** Kinds of database errors, by what can be done about them. */
public enum Fault {
  /** The user name or the password is wrong. */
  LOGIN_REFUSED,
  /** The server's certificate comes from nobody who is trusted, or is another server's. */
  NOT_TRUSTED,
  /** The database that the URL names does not exist, or the user may not enter it. */
  NO_SUCH_DATABASE,
  /** The table does not exist. */
  NO_SUCH_TABLE,
  /** The table has no such column. */
  NO_SUCH_COLUMN,
  /** The user may not read. */
  NO_RIGHTS,
  /**
   * The database can't be reached, is starting, stopping, failing over or too busy, or has ended
   * the query by a time-out of its own.
   */
  UNREACHABLE,
  /** Anything else. */
  OTHER;

  /** What the SQL standard's states and JDBC's exception classes say of an error. */
  static Fault byState(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    if (state.startsWith("28")) {
      return LOGIN_REFUSED;
    }
    // Connection, transaction rollback, resources, operator intervention, system error.
    return state.matches("(08|40|53|57|58|HY).*")
            || error instanceof SQLTransientException
            || error instanceof SQLRecoverableException
            || error instanceof SQLNonTransientConnectionException
        ? UNREACHABLE
        : OTHER;
  }

  /** Whether trying again may help. */
  public boolean mayPass() {
    return this == UNREACHABLE;
  }
}
