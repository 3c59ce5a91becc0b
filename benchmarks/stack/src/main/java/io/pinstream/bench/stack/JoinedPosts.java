// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.CommittedRecords;
import io.pinstream.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a contender must have written.
 *
 * @param contender for messages
 * @param distinct different posts
 * @param records of them all together
 */
record JoinedPosts(String contender, long distinct, long records) {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Reads the committed records of a topic until these are there.
   *
   * @throws StackException if some are missing for a minute, or if there are more
   */
  void check(String bootstrapServers, String topic) {
    try (var consumer =
        CommittedRecords.fromTheBeginning(
            bootstrapServers, List.of(topic), new ByteArrayDeserializer())) {
      var seen = new BitSet();
      var count = 0L;
      var changed = System.nanoTime();
      while (count < records && System.nanoTime() - changed < PATIENCE.toNanos()) {
        var polled = consumer.poll(POLL);
        for (var record : polled) {
          seen.set(Integer.parseInt(new String(record.key(), StandardCharsets.US_ASCII)));
        }
        count += polled.count();
        if (!polled.isEmpty()) {
          changed = System.nanoTime();
        }
      }
      if (count != records || seen.cardinality() != distinct) {
        throw new StackException(
            "%s is wrong: it has committed %s records of %s different posts to %s, not %s of %s"
                .formatted(contender, count, seen.cardinality(), topic, records, distinct));
      }
    }
  }
}
