// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Headers;

/** The headers of a record that went on uncleaned. */
final class ErrorHeaders {
  /** What could not be cleaned, and why: text. */
  static final String REASON = "clean.error.reason";

  /** The output field to blame: text; no such header when it is the record as a whole. */
  static final String FIELD = "clean.error.field";

  private ErrorHeaders() {}

  /** The same record with the reason in its headers. */
  static <R extends ConnectRecord<R>> R addTo(R record, String field, String reason) {
    Headers headers = record.headers().duplicate();
    headers.remove(REASON);
    headers.remove(FIELD);
    headers.addString(REASON, reason);
    if (field != null) {
      headers.addString(FIELD, field);
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        headers);
  }
}
