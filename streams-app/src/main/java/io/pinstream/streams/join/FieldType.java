// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

/** The shapes a column of a clean row can have; null is allowed in each. */
enum FieldType {
  TEXT,
  INTEGER,
  /** An array of two numbers: latitude, longitude. */
  COORDINATES,
  /** An instant: ISO 8601 text, or epoch milliseconds as a number. */
  INSTANT
}
