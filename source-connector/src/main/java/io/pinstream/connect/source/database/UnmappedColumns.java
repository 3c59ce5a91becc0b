// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

/** What becomes of a column without a Connect type: the setting {@code unmapped.columns}. */
public enum UnmappedColumns {
  /** The table is refused and the column named. */
  FAIL,
  /** The column is left out. */
  SKIP
}
