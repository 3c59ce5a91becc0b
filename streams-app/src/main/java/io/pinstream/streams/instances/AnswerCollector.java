// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.pinstream.streams.answers.AnswerPublisher;
import io.pinstream.streams.answers.AnswerSnapshot;
import io.pinstream.streams.answers.LocalCounts;
import io.pinstream.streams.answers.Question;
import io.pinstream.streams.answers.QuestionSum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the answers over all partitions for the publisher, in a thread of its own: joining waits
 * for no other instance. A question that can't be answered keeps none of the others back. Does
 * nothing while another instance publishes.
 */
public final class AnswerCollector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerCollector.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  // Collecting takes longer the more posters and users there are, and takes its time from the
  // joining of all instances: 5 % of it at most.
  private static final int PAUSE_PER_WORK = 19;

  private final LocalCounts own;
  private final Supplier<Object> versions;
  private final LongSupplier joined;
  private final Function<Question, QuestionSum> sums;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new NamedThreadFactory("answers"));
  private final Failures failures = new Failures(LOG, System::nanoTime);
  private volatile Optional<AnswerSnapshot> latest = Optional.empty();
  private volatile Optional<AnswerSnapshot> whole = Optional.empty();
  // Of the version, with what could be answered of it by now.
  private AnswerSnapshot collected;
  private Object version;

  /**
   * A collector that has not started.
   *
   * @param versions changes whenever an answer may have changed; throws if that can't be told
   * @param joined how many posts there are in all partitions; throws if that can't be told
   * @param sums a question's sum over all partitions; throws if it can't be had
   */
  public AnswerCollector(
      LocalCounts own,
      Supplier<Object> versions,
      LongSupplier joined,
      Function<Question, QuestionSum> sums) {
    this.own = own;
    this.versions = versions;
    this.joined = joined;
    this.sums = sums;
  }

  public void start() {
    schedule(INTERVAL.toMillis());
  }

  /** What was collected last; empty while another instance publishes. */
  public Optional<AnswerSnapshot> latest() {
    return latest;
  }

  /**
   * Likewise, of a turn that is through: every question that could be answered is in it. Empty also
   * while no turn comes through.
   */
  public Optional<AnswerSnapshot> whole() {
    return whole;
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
      whole = latest;
      failures.remove("the answers are");
    } catch (RuntimeException | Error e) {
      // No error, of memory say, ends the collecting.
      whole = Optional.empty();
      if (!clock.isShutdown()) {
        failures.add("the answers are", e);
      }
    }
    long work = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (!clock.isShutdown()) {
      schedule(Math.max(INTERVAL.toMillis(), PAUSE_PER_WORK * work));
    }
  }

  /** Collects what is due. */
  void collect() {
    if (!own.partitions().contains(AnswerPublisher.PARTITION)) {
      version = null;
      failures.clear();
      latest = Optional.empty();
      return;
    }
    // Before the answers: a change that falls in between is collected the next time.
    Object current = versions.get();
    if (!current.equals(version)) {
      // Of a question that fails now nothing older is published: partition 0 may have been
      // elsewhere meanwhile, and there its topic was written.
      collected = new AnswerSnapshot(joined.getAsLong());
      version = current;
    }
    List<Question> due = new ArrayList<>(List.of(Question.values()));
    due.removeAll(collected.questions());
    // Those that failed come last: the others don't wait for them.
    due.sort(Comparator.comparing(question -> failures.contains(what(question))));
    for (Question question : due) {
      try {
        collected = collected.with(question, sums.apply(question));
        latest = Optional.of(collected);
        failures.remove(what(question));
      } catch (RuntimeException e) {
        if (!clock.isShutdown()) {
          failures.add(what(question), e);
        }
      }
    }
  }

  private static String what(Question question) {
    return "the answer to question " + question.number() + " is";
  }
}
