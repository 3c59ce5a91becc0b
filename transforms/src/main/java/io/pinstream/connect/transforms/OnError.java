// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** What becomes of a value that can't be cleaned. */
enum OnError {
  /** The task fails, or the worker's own error handling takes over. */
  FAIL,
  /** The field becomes null, counted and logged. */
  NULL,
  /** The field becomes null and its original text goes to a side field. */
  KEEP,
  /** The record goes on as it came, with the reason in headers. */
  HEADER
}
