// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

/** Kinds of database errors, by what can be done about them. */
public enum Fault {
  /** The user name or the password is wrong. */
  LOGIN_REFUSED(false),
  /** The server's certificate comes from nobody who is trusted, or is another server's. */
  NOT_TRUSTED(false),
  /** The database that the URL names does not exist, or the user may not enter it. */
  NO_SUCH_DATABASE(false),
  /** The table does not exist. */
  NO_SUCH_TABLE(false),
  /** The table has no such column. */
  NO_SUCH_COLUMN(false),
  /** The user may not read. */
  NO_RIGHTS(false),
  /** The database can't be reached, is starting, stopping, failing over or too busy. */
  UNREACHABLE(true),
  /** Anything else. */
  OTHER(false);

  private final boolean passing;

  Fault(boolean passing) {
    this.passing = passing;
  }

  /** Whether trying again may help. */
  public boolean mayPass() {
    return passing;
  }
}
