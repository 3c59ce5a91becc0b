// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/** Hears how far a load is. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (table, rowsDone, rowsOfTable) -> {};

  /**
   * Called every few thousand rows of each table, from 0 to all of them, one table after the other.
   * The load waits meanwhile.
   *
   * @param table name of the table
   * @param rowsDone rows of this table that have been handed to the database
   * @param rowsOfTable rows that this table will have
   */
  void onProgress(String table, long rowsDone, long rowsOfTable);
}
