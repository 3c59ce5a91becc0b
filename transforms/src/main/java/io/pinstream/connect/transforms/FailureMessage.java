// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Says which record could not be cleaned, where, and why. */
final class FailureMessage {
  private static final int SHOWN = 80;

  private FailureMessage() {}

  /** The message about a {@code part} of a record, its "key" or "value". */
  static String of(ConnectRecord<?> record, String part, Unclean unclean) {
    String field = unclean.field();
    Object original = unclean.original();
    String place = "";
    if (record instanceof SinkRecord sink) {
      place = ", offset " + sink.kafkaOffset();
    } else if (record instanceof SourceRecord source) {
      place = ", source " + source.sourcePartition() + " at " + source.sourceOffset();
    }
    return "Clean failed on %sthe record %s in topic %s%s%s, key %s: expected %s, got %s%s"
        .formatted(
            field == null ? "" : "field " + shortened(field) + " of ",
            part,
            record.topic(),
            record.kafkaPartition() == null ? "" : ", partition " + record.kafkaPartition(),
            place,
            shortened(record.key()),
            unclean.getMessage(),
            shortened(original),
            original == null ? "" : " (" + original.getClass().getSimpleName() + ")");
  }

  /** A value as text of no more than 80 characters: a dead letter has to fit into a message. */
  static String shortened(Object value) {
    String text = OriginalText.of(value);
    if (text.codePointCount(0, text.length()) <= SHOWN) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
  }
}
