// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import io.pinstream.rest.connect.Unclean;
import io.pinstream.rest.write.RowResult.Failed;
import io.pinstream.rest.write.RowResult.Failed.Cause;
import io.pinstream.rest.write.RowResult.Refused;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What the producer's exceptions mean for the sender of a row. */
final class SendFailure {
  private SendFailure() {}

  /**
   * The result of a row that the producer could not write. Only what is surely the record's own
   * fault is refused for good: everything else may be sent again, and a row that is written twice
   * under its key is one row all the same.
   */
  static RowResult of(String topic, Exception e) {
    String message = "topic " + topic + ": " + e.getMessage();
    if (e instanceof RecordTooLargeException
        || e instanceof RecordBatchTooLargeException
        || e instanceof InvalidRecordException
        || e instanceof InvalidTimestampException
        || e instanceof InvalidTopicException
        || e instanceof SerializationException) {
      return new Refused(new Unclean(null, null, message));
    }
    if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
      return new Failed(Cause.FORBIDDEN, message);
    }
    return new Failed(
        e instanceof BufferExhaustedException ? Cause.BUSY : Cause.UNAVAILABLE, message);
  }
}
