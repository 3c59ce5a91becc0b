// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.LocalCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the answers over all partitions for the publisher, in a thread of its own: joining waits
 * for no other instance. Does nothing while another instance publishes.
 */
public final class AnswerCollector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerCollector.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  // Collecting takes longer the more posters and users there are, and takes its time from the
  // joining of all instances: 5 % of it at most.
  private static final int PAUSE_PER_WORK = 19;

  private final LocalCounts own;
  private final ClusterAnswers answers;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "answers");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Optional<AnswerSnapshot> latest = Optional.empty();
  private Object version;
  private boolean failing;

  public AnswerCollector(LocalCounts own, ClusterAnswers answers) {
    this.own = own;
    this.answers = answers;
  }

  public void start() {
    schedule(INTERVAL.toMillis());
  }

  /** What was collected last; empty while another instance publishes. */
  public Optional<AnswerSnapshot> latest() {
    return latest;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void schedule(long milliseconds) {
    var unused = clock.schedule(this::turn, milliseconds, TimeUnit.MILLISECONDS);
  }

  private void turn() {
    long start = System.nanoTime();
    try {
      collect();
      if (failing) {
        LOG.info("the answers are published again");
        failing = false;
      }
    } catch (RuntimeException e) {
      if (!failing && !clock.isShutdown()) {
        LOG.warn("the answers are not published for now: {}", e.getMessage());
        failing = true;
      }
    }
    long work = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (!clock.isShutdown()) {
      schedule(Math.max(INTERVAL.toMillis(), PAUSE_PER_WORK * work));
    }
  }

  private void collect() {
    if (!own.partitions().contains(AnswerPublisher.PARTITION)) {
      version = null;
      latest = Optional.empty();
      return;
    }
    // Before the answers: a change that falls in between is collected the next time.
    Object current = answers.version();
    if (!current.equals(version)) {
      latest = Optional.of(new AnswerSnapshot(answers::sum));
      version = current;
    }
  }
}
