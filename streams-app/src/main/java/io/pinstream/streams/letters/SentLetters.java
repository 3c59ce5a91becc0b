// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.topics.TopicNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The compacted topic that says which letters were sent back: by their mark, when. It only grows,
 * so what was read of it is kept.
 */
final class SentLetters {
  private final TopicNames topics;
  private final Set<String> marks = new HashSet<>();
  private final Map<TopicPartition, Long> readTo = new HashMap<>();

  SentLetters(TopicNames topics) {
    this.topics = topics;
  }

  /** The marks of all letters that were sent back by now. */
  synchronized Set<String> marks(LetterTopics reader) {
    for (TopicPartition partition : reader.partitions(topics.sentLetters())) {
      long end = reader.end(partition);
      long from = readTo.getOrDefault(partition, 0L);
      reader.read(
          partition,
          // A topic that is made anew begins anew; what a letter of the former was called, no other
          // is.
          Math.max(reader.begin(partition), from > end ? 0 : from),
          end,
          Long.MAX_VALUE,
          record -> marks.add(new String(record.key(), UTF_8)));
      readTo.put(partition, end);
    }
    return Set.copyOf(marks);
  }

  /** What says of a letter that it was sent back. */
  static ProducerRecord<byte[], byte[]> note(Letter letter, TopicNames topics) {
    return new ProducerRecord<>(
        topics.sentLetters(),
        letter.mark().getBytes(UTF_8),
        Instant.now().toString().getBytes(UTF_8));
  }
}
