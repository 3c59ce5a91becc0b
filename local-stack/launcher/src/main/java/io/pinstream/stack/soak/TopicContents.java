// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinstream.stack.CommittedRecords;
import io.pinstream.stack.StackException;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.demo.ExpectedPosts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic to its end and holds the newest value of each key against what it has to be. */
final class TopicContents {
  private static final ObjectMapper JSON = CleanRowOracle.exactJson();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  // Clean's own word for a record that is bad on purpose.
  private static final String UNCLEAN = "clean.error.reason";

  private final ExpectedPosts expected;
  private final String suffix;
  // What is not as it has to be so far: versions that are edited or deleted later among it.
  private final Map<Long, String> wrong = new TreeMap<>();
  private final Map<Long, Integer> lastHash = new HashMap<>();
  private Optional<String> repeated = Optional.empty();

  private TopicContents(ExpectedPosts expected, String suffix) {
    this.expected = expected;
    this.suffix = suffix;
    expected.indexes().forEach(index -> wrong.put(index, "nothing"));
  }

  /**
   * The first difference of a topic, in words.
   *
   * @param suffix of the topic: a part or {@code post}, of which no version may come twice
   */
  static Optional<String> firstDifference(
      String bootstrapServers, String topic, String suffix, ExpectedPosts expected) {
    var contents = new TopicContents(expected, suffix);
    try (var consumer =
        CommittedRecords.fromTheBeginning(
            bootstrapServers, List.of(topic), new StringDeserializer())) {
      var ends = consumer.endOffsets(consumer.assignment());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var polled = consumer.poll(POLL);
        polled.forEach(contents::take);
        if (!polled.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new StackException(
              "%s cannot be read to its end %s: nothing came for %s s"
                  .formatted(topic, ends, PATIENCE.toSeconds()));
        }
      }
    }
    return contents.difference(topic);
  }

  private void take(ConsumerRecord<String, String> record) {
    if (record.key() == null || record.headers().lastHeader(UNCLEAN) != null) {
      return;
    }
    long index = Long.parseLong(record.key());
    int hash = record.value() == null ? 0 : record.value().hashCode();
    var before = lastHash.put(index, hash);
    if (suffix.equals("post") && before != null && before == hash && repeated.isEmpty()) {
      repeated =
          Optional.of(
              "%s repeats post %s at offset %s: %s"
                  .formatted(record.topic(), index, record.offset(), record.value()));
    }
    if (isAsExpected(index, record.value())) {
      wrong.remove(index);
    } else {
      wrong.put(index, String.valueOf(record.value()));
    }
  }

  private boolean isAsExpected(long index, String value) {
    try {
      var found = value == null ? null : JSON.readTree(value);
      var due = expected.value(suffix, index, found == null ? JSON.nullNode() : found);
      return due == null ? found == null : due.equals(found);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private Optional<String> difference(String topic) {
    return wrong.entrySet().stream()
        .findFirst()
        .map(
            entry ->
                "%s holds of post %s: %s; expected: %s"
                    .formatted(
                        topic,
                        entry.getKey(),
                        entry.getValue(),
                        expected.value(suffix, entry.getKey(), JSON.nullNode())))
        .or(() -> repeated);
  }
}
