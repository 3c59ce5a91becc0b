// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinstream.streams.topics.TopicNames;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The compacted topic that says which letters were sent back: by their mark, when. */
final class SentLetters {
  private SentLetters() {}

  /** The marks of all letters that were sent back. */
  static Set<String> marks(LetterTopics reader, TopicNames topics) {
    Set<String> marks = new HashSet<>();
    for (TopicPartition partition : reader.partitions(topics.sentLetters())) {
      reader.read(
          partition,
          reader.begin(partition),
          reader.end(partition),
          record -> marks.add(new String(record.key(), UTF_8)));
    }
    return marks;
  }

  /** What says of a letter that it was sent back. */
  static ProducerRecord<byte[], byte[]> note(Letter letter, TopicNames topics) {
    return new ProducerRecord<>(
        topics.sentLetters(),
        letter.mark().getBytes(UTF_8),
        Instant.now().toString().getBytes(UTF_8));
  }
}
