// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what other producers than ours might write. */
final class TopicWriter {
  private TopicWriter() {}

  /**
   * A producer with one request on its way at a time: of two to a topic that was just made, the
   * broker may refuse the first and take the second, and then it refuses the first for good
   * (KAFKA-15591).
   */
  static KafkaProducer<String, String> open(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", "1"),
        new StringSerializer(),
        new StringSerializer());
  }
}
