// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Failures of stream threads after which nothing was committed yet. That the replaced thread runs
 * ends none of them: it may not have met yet what failed it. Where nothing is left to commit, or
 * the partitions are elsewhere, a failure is over once the threads have run for a while.
 * Thread-safe.
 */
final class OpenFailures {
  private record Failure(String what, Map<TopicPartition, Long> committed) {
    boolean isOver(Map<TopicPartition, Long> now) {
      return committed.entrySet().stream()
          .anyMatch(before -> now.getOrDefault(before.getKey(), -1L) > before.getValue());
    }
  }

  private final Map<Set<TopicPartition>, Failure> open = new ConcurrentHashMap<>();
  private final Duration quiet;
  private volatile long quietAt;

  /**
   * No failures.
   *
   * @param quiet for so long the threads run until nothing left to commit is the end of a failure
   */
  OpenFailures(Duration quiet) {
    this.quiet = quiet;
  }

  /**
   * A thread has failed.
   *
   * @param what for the operator
   * @param committed the offsets that are committed of the thread's partitions
   * @param pause until it is replaced
   */
  void add(String what, Map<TopicPartition, Long> committed, Duration pause) {
    quietAt = System.nanoTime() + pause.plus(quiet).toNanos();
    open.put(Set.copyOf(committed.keySet()), new Failure(what, Map.copyOf(committed)));
  }

  /** Partitions have come or gone. */
  void moved() {
    quietAt = System.nanoTime() + quiet.toNanos();
  }

  /**
   * One that is not over.
   *
   * @param committed the offsets that are committed now, of the partitions of all threads
   * @param settled whether all threads run, with their partitions
   * @param behind those partitions that have something left to commit
   */
  Optional<String> any(
      Map<TopicPartition, Long> committed, boolean settled, Supplier<Set<TopicPartition>> behind) {
    open.values().removeIf(failure -> failure.isOver(committed));
    if (settled && !open.isEmpty() && System.nanoTime() - quietAt >= 0) {
      Set<TopicPartition> unfinished = behind.get();
      open.keySet().removeIf(failed -> Collections.disjoint(failed, unfinished));
    }
    return open.values().stream().map(Failure::what).findFirst();
  }
}
