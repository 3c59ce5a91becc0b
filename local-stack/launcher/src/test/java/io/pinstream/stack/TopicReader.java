// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything committed that a topic holds at this moment. */
final class TopicReader {
  private TopicReader() {}

  static List<ConsumerRecord<String, String>> read(String bootstrapServers, String topic) {
    try (var consumer = fromTheBeginning(bootstrapServers, topic, new StringDeserializer())) {
      var ends = consumer.endOffsets(consumer.assignment());
      var records = new ArrayList<ConsumerRecord<String, String>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** A consumer of everything committed in a topic that is there. */
  static <T> KafkaConsumer<T, T> fromTheBeginning(
      String bootstrapServers, String topic, Deserializer<T> deserializer) {
    return CommittedRecords.fromTheBeginning(bootstrapServers, List.of(topic), deserializer);
  }
}
