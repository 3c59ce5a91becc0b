// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.config;

import io.pinstream.streams.topics.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What the app asks of Kafka Streams unless the user's file says otherwise. */
final class StreamsDefaults {
  private static final int PRODUCER_BATCH_BYTES = 128 * 1024;
  private static final int FETCH_BYTES = 256 * 1024;

  private static final List<String> CLIENTS =
      List.of(
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.PRODUCER_PREFIX);

  private StreamsDefaults() {}

  /**
   * The defaults with the user's settings over them. A setting of all consumers or clients takes
   * the place of a default of one of them.
   */
  static Map<String, Object> under(Map<String, String> settings, String userId) {
    Map<String, Object> all = forUser(userId);
    all.keySet().removeIf(name -> lessSpecial(name).anyMatch(settings::containsKey));
    all.putAll(settings);
    return all;
  }

  /** The names under which a client's setting may stand for others too. */
  private static Stream<String> lessSpecial(String name) {
    return CLIENTS.stream()
        .filter(name::startsWith)
        .map(prefix -> name.substring(prefix.length()))
        .flatMap(plain -> Stream.of(StreamsConfig.CONSUMER_PREFIX + plain, plain));
  }

  private static Map<String, Object> forUser(String userId) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(StreamsConfig.APPLICATION_ID_CONFIG, "pinstream-" + userId);
    defaults.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Under exactly-once a post becomes visible at the next commit: this bounds the latency.
    defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    // One thread keeps up with any source that a desk can run; a partition has at most one.
    defaults.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    defaults.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // A commit sends what has gathered for up to twelve topics: few large requests, not many of 16
    // kB.
    defaults.put(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
    // What is fetched lies in memory until it is joined: a megabyte of each of nine partitions
    // would
    // outlive the young generation.
    defaults.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES);
    // A post is as large as its three rows together, each of which may be as large as brokers allow
    // by default.
    defaults.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        TopicNames.MAX_MESSAGE_BYTES);
    defaults.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        TopicNames.MAX_MESSAGE_BYTES);
    // A killed instance is noticed after 6 s, the shortest that brokers allow, and not after 45.
    defaults.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6000);
    defaults.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2000);
    return defaults;
  }
}
