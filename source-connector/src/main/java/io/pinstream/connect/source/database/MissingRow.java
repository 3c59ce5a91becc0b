// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

/** What becomes of a post whose row is missing in some table: the setting {@code missing.row}. */
public enum MissingRow {
  /** Only indexes that stand in every table are drawn. */
  SKIP,
  /** The task fails and names the table and the index. */
  FAIL,
  /** The rows that are there are emitted. */
  EMIT
}
