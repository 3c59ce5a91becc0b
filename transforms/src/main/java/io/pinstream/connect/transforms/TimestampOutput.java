// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** The setting {@code timestamp.output}. */
enum TimestampOutput {
  /** Connect's {@code Timestamp} in records with a schema, ISO text in those without. */
  AUTO,
  /** ISO text always. */
  ISO,
  /** A {@link java.util.Date} always. */
  TIMESTAMP;

  TimestampForm form(boolean withSchema) {
    return this == TIMESTAMP || (this == AUTO && withSchema)
        ? TimestampForm.DATE
        : TimestampForm.ISO;
  }
}
