// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How long to wait before a failed stream thread is replaced: not at all the first time, then
 * longer each time until something was committed in between. That a thread runs again says nothing:
 * what failed it may be the next record. Thread-safe.
 */
final class FailurePauses {
  private static final int LONGEST_SECONDS = 30;
  // 2 to this power is above the longest pause.
  private static final int MOST_DOUBLINGS = 10;

  private final Map<TopicPartition, Long> committedBefore = new HashMap<>();
  private int failuresInARow;

  /**
   * The pause after a failure.
   *
   * @param committed the offsets that are committed of the partitions of the thread that failed
   */
  synchronized Duration next(Map<TopicPartition, Long> committed) {
    boolean progress = false;
    for (Map.Entry<TopicPartition, Long> partition : committed.entrySet()) {
      Long before = committedBefore.put(partition.getKey(), partition.getValue());
      // A new thread knows of no commit (-1) before its own first one.
      if (before != null && partition.getValue() < before) {
        committedBefore.put(partition.getKey(), before);
      }
      progress |= before != null && partition.getValue() > before;
    }
    failuresInARow = progress ? 1 : failuresInARow + 1;
    long seconds = failuresInARow == 1 ? 0 : 1L << Math.min(failuresInARow - 2, MOST_DOUBLINGS);
    return Duration.ofSeconds(Math.min(LONGEST_SECONDS, seconds));
  }
}
