// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pinstream.streams.live.LivePosts;
import io.pinstream.streams.topics.TopicNames;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The app's topology in a test driver, its topics as text. */
final class TopologyFixture implements AutoCloseable {
  static final TopicNames TOPICS = new TopicNames("demo");

  final JoinMeters meters = new JoinMeters(new SimpleMeterRegistry());
  final LivePosts live = new LivePosts();
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, String> posts;
  private final TestOutputTopic<String, String> deadLetters;

  TopologyFixture() {
    Properties config = new Properties();
    config.setProperty(StreamsConfig.STATE_DIR_CONFIG, "target/test-state");
    driver = new TopologyTestDriver(PostTopology.build(TOPICS, meters, live), config);
    posts =
        driver.createOutputTopic(
            TOPICS.posts(), new StringDeserializer(), new StringDeserializer());
    deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetters(), new StringDeserializer(), new StringDeserializer());
  }

  void send(Part part, String key, String value) {
    send(part, key, value, 0, new RecordHeaders());
  }

  void send(Part part, long ind, String value) {
    send(part, Long.toString(ind), value);
  }

  void send(Part part, String key, String value, long timestamp, Headers headers) {
    input(part).pipeInput(new TestRecord<>(key, value, headers, Instant.ofEpochMilli(timestamp)));
  }

  List<KeyValue<String, String>> posts() {
    return posts.readKeyValuesToList();
  }

  List<TestRecord<String, String>> postRecords() {
    return posts.readRecordsToList();
  }

  List<TestRecord<String, String>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  long storedPosts() {
    try (KeyValueIterator<Long, byte[]> stored =
        driver.<Long, byte[]>getKeyValueStore(PostTopology.STORE).all()) {
      long count = 0;
      for (; stored.hasNext(); stored.next()) {
        count++;
      }
      return count;
    }
  }

  private TestInputTopic<String, String> input(Part part) {
    return driver.createInputTopic(
        TOPICS.input(part), new StringSerializer(), new StringSerializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
