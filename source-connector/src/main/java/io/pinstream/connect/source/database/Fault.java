// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

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
  /** The database can't be reached, is starting, stopping, failing over or too busy. */
  UNREACHABLE,
  /** A time-out of the server's own has ended the query. */
  TIMED_OUT,
  /** Anything else. */
  OTHER;

  /** Whether trying again may help. */
  public boolean mayPass() {
    return this == UNREACHABLE || this == TIMED_OUT;
  }
}
