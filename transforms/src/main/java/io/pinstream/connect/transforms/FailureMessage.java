// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Says which record could not be cleaned, where, and why. */
final class FailureMessage {
  private static final int SHOWN = 80;

  private FailureMessage() {}

  /**
   * The message.
   *
   * @param part "key" or "value"
   */
  static String of(ConnectRecord<?> record, String part, Unclean unclean) {
    String field = unclean.field();
    Object original = unclean.original();
    StringBuilder message = new StringBuilder("Clean failed on ");
    if (field != null) {
      message.append("field ").append(shortened(field)).append(" of ");
    }
    message.append("the record ").append(part).append(" in topic ").append(record.topic());
    if (record.kafkaPartition() != null) {
      message.append(", partition ").append(record.kafkaPartition());
    }
    if (record instanceof SinkRecord sink) {
      message.append(", offset ").append(sink.kafkaOffset());
    } else if (record instanceof SourceRecord source) {
      message.append(", source ").append(source.sourcePartition());
      message.append(" at ").append(source.sourceOffset());
    }
    message.append(", key ").append(shortened(record.key()));
    message.append(": expected ").append(unclean.getMessage());
    message.append(", got ").append(shortened(original));
    if (original != null) {
      message.append(" (").append(original.getClass().getSimpleName()).append(')');
    }
    return message.toString();
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
