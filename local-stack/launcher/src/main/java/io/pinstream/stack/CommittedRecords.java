// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads topics from their beginning, without being member of a group. */
public final class CommittedRecords {
  private CommittedRecords() {}

  /**
   * A consumer of all partitions of some topics that are there; of transactions, only what is
   * committed.
   *
   * @param deserializer of keys and values
   */
  public static <T> KafkaConsumer<T, T> fromTheBeginning(
      String bootstrapServers, Collection<String> topics, Deserializer<T> deserializer) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            deserializer,
            deserializer);
    var partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
