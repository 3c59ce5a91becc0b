// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Failures of stream threads after which nothing was committed yet. That the replaced thread runs
 * ends none of them: it may not have met yet what failed it. Where there is nothing to commit, a
 * failure is over once the threads have run for half a minute. Thread-safe.
 */
final class OpenFailures {
  private static final Duration QUIET = Duration.ofSeconds(30);

  private record Failure(String what, Map<TopicPartition, Long> committed) {
    boolean isOver(Map<TopicPartition, Long> now) {
      return committed.entrySet().stream()
          .anyMatch(before -> now.getOrDefault(before.getKey(), -1L) > before.getValue());
    }
  }

  private final Map<Set<TopicPartition>, Failure> open = new ConcurrentHashMap<>();
  private volatile long quietAt;

  /**
   * A thread has failed.
   *
   * @param what for the operator
   * @param committed the offsets that are committed of the thread's partitions
   * @param pause until it is replaced
   */
  void add(String what, Map<TopicPartition, Long> committed, Duration pause) {
    quietAt = System.nanoTime() + pause.plus(QUIET).toNanos();
    open.put(Set.copyOf(committed.keySet()), new Failure(what, Map.copyOf(committed)));
  }

  /** All threads run. */
  void running() {
    quietAt = System.nanoTime() + QUIET.toNanos();
  }

  /**
   * One that is not over.
   *
   * @param committed the offsets that are committed now, of the partitions of all threads
   */
  Optional<String> any(Map<TopicPartition, Long> committed) {
    if (System.nanoTime() - quietAt >= 0) {
      open.clear();
    }
    open.values().removeIf(failure -> failure.isOver(committed));
    return open.values().stream().map(Failure::what).findFirst();
  }
}
