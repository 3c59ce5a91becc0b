// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import io.pinstream.streams.join.RecordLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/** Reads parts of topics, as far as they are committed. One for each question; not thread-safe. */
final class LetterTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RECORDS_AT_ONCE = 4;
  private static final int FETCH_WAIT_MS = 10;
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private long deadline = System.nanoTime() + PATIENCE.toNanos();

  LetterTopics(StreamsConfig settings, String clientId) {
    Map<String, Object> own = new HashMap<>(settings.getRestoreConsumerConfigs(clientId));
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // The consumer asks for what follows too, and until that is answered for nothing else.
    own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    // Each may be as large as brokers allow.
    own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The partitions of a topic; none if there is no such topic. */
  List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    return found == null
        ? List.of()
        : found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
  }

  /** The offset of the first record that is still there. */
  long begin(TopicPartition partition) {
    assign(partition);
    return consumer.beginningOffsets(List.of(partition)).get(partition);
  }

  /** The offset behind the last record that is committed. */
  long end(TopicPartition partition) {
    assign(partition);
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** Of offsets of a partition that is not its own the consumer complains in its log. */
  private void assign(TopicPartition partition) {
    consumer.assign(List.of(partition));
  }

  /**
   * Tells the records from an offset to before another.
   *
   * @param mostBytes it ends with the first record with which they have more
   * @return bytes of their keys, values and headers
   * @throws TimeoutException if they can't be read in time
   */
  long read(
      TopicPartition partition,
      long from,
      long to,
      long mostBytes,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    assign(partition);
    consumer.seek(partition, from);
    long bytes = 0;
    while (consumer.position(partition) < to) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(
            "offsets "
                + from
                + " to "
                + to
                + " of "
                + partition
                + " could not be read within "
                + PATIENCE.toSeconds()
                + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to) {
          reader.accept(record);
          bytes += bytes(record);
          if (bytes > mostBytes) {
            return bytes;
          }
        }
      }
    }
    return bytes;
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize())
        + RecordLimit.size(record.headers());
  }

  /**
   * The record at an offset; empty if it is not there any more, or never was. Each has the whole
   * time: who asks for a hundred waits longer.
   */
  Optional<ConsumerRecord<byte[], byte[]>> get(TopicPartition partition, long offset) {
    deadline = System.nanoTime() + PATIENCE.toNanos();
    if (offset < begin(partition) || offset >= end(partition)) {
      return Optional.empty();
    }
    List<ConsumerRecord<byte[], byte[]>> one = new ArrayList<>();
    read(partition, offset, offset + 1, Long.MAX_VALUE, one::add);
    return one.stream().findFirst();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
