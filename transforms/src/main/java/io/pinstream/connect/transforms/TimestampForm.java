// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** How a cleaned timestamp stands in a record. */
enum TimestampForm {
  /** A {@link java.util.Date}: Connect's logical type {@code Timestamp}. */
  DATE,
  /** Text such as {@code 2018-06-26T02:39:25Z}. */
  ISO
}
