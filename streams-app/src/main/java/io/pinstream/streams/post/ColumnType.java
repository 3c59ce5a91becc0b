// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.post;

/** The shapes a column of a clean row can have; null is allowed in each. */
public enum ColumnType {
  TEXT,
  /**
   * A text by which the questions count. All different ones are held in memory, so that it has
   * {@link Row#MAX_NAME_BYTES} at most.
   */
  NAME,
  INTEGER,
  /** An array of two numbers: latitude, longitude. */
  COORDINATES,
  /** An instant: ISO 8601 text, or epoch milliseconds as a number. */
  INSTANT
}
