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

  /** What this means for one kind of records: one of the other two. */
  TimestampOutput of(boolean withSchema) {
    return this != AUTO ? this : withSchema ? TIMESTAMP : ISO;
  }
}
