// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import io.pinstream.rest.connect.Unclean;
import io.pinstream.rest.rows.Json;
import io.pinstream.rest.rows.Row;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Rows that can't be cleaned, as records of the dead-letter topic: as they came, in JSON, with the
 * headers that the Streams app's dead letters have too. They have no partition and offset of
 * origin: they never were in a topic.
 */
public final class DeadLetters {
  private final String topic;

  public DeadLetters(String topic) {
    this.topic = topic;
  }

  public String topic() {
    return topic;
  }

  ProducerRecord<byte[], byte[]> record(String meantFor, Row row, Unclean why) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("dlq.reason", why.message().getBytes(StandardCharsets.UTF_8));
    headers.add("dlq.topic", meantFor.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(topic, null, null, bytes(row.key()), bytes(row.value()), headers);
  }

  /** Text as it is, all else as JSON. */
  private static byte[] bytes(Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.write(value);
  }
}
