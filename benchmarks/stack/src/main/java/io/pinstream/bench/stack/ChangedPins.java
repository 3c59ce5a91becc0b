// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.StackException;
import io.pinstream.stack.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The pins of a topic, written to it again and again with a follower more each time. */
final class ChangedPins {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long SEED = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrapServers;
  private final String topic;
  private final List<Map.Entry<String, ObjectNode>> pins;

  private ChangedPins(
      String bootstrapServers, String topic, List<Map.Entry<String, ObjectNode>> pins) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.pins = pins;
  }

  /**
   * Reads the pins, to be written in an order that has nothing to do with the topic's.
   *
   * @param distinct how many the topic holds
   */
  static ChangedPins of(BenchmarkStack stack, String userId, long distinct) {
    var bootstrap = stack.broker().bootstrapServers();
    var topic = new Topics(userId).of("pin");
    var pins = new ArrayList<Map.Entry<String, ObjectNode>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                "changed-pins-" + userId,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (pins.size() < distinct) {
        for (var record : consumer.poll(POLL)) {
          pins.add(Map.entry(record.key(), (ObjectNode) JSON.readTree(record.value())));
        }
      }
    } catch (JsonProcessingException e) {
      throw new StackException("%s holds what is no row: %s".formatted(topic, e.getMessage()), e);
    }
    Collections.shuffle(pins, new Random(SEED));
    return new ChangedPins(bootstrap, topic, pins);
  }

  /** Writes so many, all of them in turn. */
  void write(int changes) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new StringSerializer(),
            new StringSerializer())) {
      for (var i = 0; i < changes; i++) {
        var pin = pins.get(i % pins.size());
        var row = pin.getValue();
        row.put("follower_count", row.path("follower_count").asLong() + 1);
        var unused = producer.send(new ProducerRecord<>(topic, pin.getKey(), row.toString()));
      }
    }
  }
}
