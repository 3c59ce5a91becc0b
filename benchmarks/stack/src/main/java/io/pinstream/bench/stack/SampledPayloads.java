// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Values that a source has written, as payloads for Kafka's producer benchmark. That one writes
 * neither keys nor headers: blanks stand in for their bytes.
 */
final class SampledPayloads {
  private SampledPayloads() {}

  /**
   * Writes the first records of some topics into a file, one a line.
   *
   * @param count how many records, of all topics together
   * @return the bytes of a record's key, value and headers, on average
   */
  static double write(
      String bootstrapServers, List<String> topics, int partitions, int count, Path file) {
    var lines = new ArrayList<String>();
    var bytes = 0L;
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      // Of each partition the same number, so that each kind of record has its share.
      for (var topic : topics) {
        for (var partition :
            IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList()) {
          consumer.assign(List.of(partition));
          consumer.seekToBeginning(List.of(partition));
          var wanted = lines.size() + count / topics.size() / partitions;
          while (lines.size() < wanted) {
            for (var record : consumer.poll(Duration.ofSeconds(1))) {
              if (lines.size() < wanted) {
                var line = payload(record);
                bytes += line.getBytes(StandardCharsets.UTF_8).length;
                lines.add(line);
              }
            }
          }
        }
      }
      Files.write(file, lines);
    } catch (IOException e) {
      throw new StackException("%s cannot be written: %s".formatted(file, e), e);
    }
    return (double) bytes / lines.size();
  }

  private static String payload(ConsumerRecord<byte[], byte[]> record) {
    var besides = record.key().length;
    for (var header : record.headers()) {
      besides += header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length;
    }
    return new String(record.value(), StandardCharsets.UTF_8) + " ".repeat(besides);
  }
}
