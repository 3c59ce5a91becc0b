// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import io.pinstream.stack.Emulation;
import io.pinstream.stack.Installation;
import io.pinstream.stack.Life;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.LakeSession;
import io.pinstream.stack.questions.AnswerComparison;
import io.pinstream.stack.questions.LakeAnswers;
import io.pinstream.stack.questions.LiveAnswers;
import io.pinstream.stack.questions.QuestionFiles;
import io.pinstream.stack.service.RestProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs an emulation on a stack that is up, and watches it from outside. */
public final class Demo implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration STALLED = Duration.ofMinutes(2);
  private static final int NAMED_POSTS = 5;

  private final LocalStack stack;
  private Emulation emulation;
  private final Screen screen;
  private final PostWatch watch;
  private final long startedNanos;
  private Optional<EmulationOracle.Outcome> expected;
  private PostWatch.Sight before;
  private long beforeNanos;

  private Demo(LocalStack stack, Emulation emulation, Screen screen, PostWatch watch) {
    this.stack = stack;
    this.emulation = emulation;
    this.screen = screen;
    this.watch = watch;
    this.expected = outcome();
    this.startedNanos = System.nanoTime();
    this.before = watch.sight();
    this.beforeNanos = startedNanos;
  }

  // Of tables that somebody else has filled nobody knows which indexes they hold.
  private Optional<EmulationOracle.Outcome> outcome() {
    return emulation.posts().isPresent() && !emulation.life().equals(Life.NONE)
        ? Optional.of(
            new EmulationOracle(emulation, emulation.firstRow(), emulation.lastRow(stack.rows()))
                .outcome())
        : Optional.empty();
  }

  /** Creates the connectors; posts flow from here on. */
  public static Demo start(LocalStack stack, Emulation emulation, Screen screen) {
    var watch = PostWatch.start(stack.broker().bootstrapServers(), stack.topics());
    stack.deployLake(emulation.life());
    var demo = new Demo(stack, emulation, screen, watch);
    stack.deploySource(emulation);
    return demo;
  }

  /**
   * Gives posts that flow without an end one: a number of them that will not have come before the
   * source knows of it.
   */
  public void endAt(long posts) {
    emulation = emulation.withPosts(posts);
    // First, for to find out what has to come takes longer the more that is.
    stack.deploySource(emulation);
    expected = outcome();
  }

  /** Shows the live line until the process is told to end, and looks after the lake. */
  public void runForEver() throws InterruptedException {
    var upkeep =
        LakeUpkeep.start(
            interval -> stack.commitLakeEvery(interval, emulation.life()),
            stack.lake()::maintain,
            screen::say);
    try {
      while (true) {
        tick(this::failIfTasksFailed);
      }
    } finally {
      upkeep.close();
    }
  }

  /**
   * Runs until every post asked for is emitted, joined and in the lake, whose answers are the
   * app's; or until nothing has changed for two minutes.
   */
  public Summary runOnce() throws InterruptedException {
    return runOnce(this::failIfTasksFailed);
  }

  /**
   * The same.
   *
   * @param check throws if connectors or tasks have failed for good
   */
  public Summary runOnce(Runnable check) throws InterruptedException {
    var summary = summary(Map.of());
    var lastChange = System.nanoTime();
    while (true) {
      tick(check);
      var sight = watch.sight();
      var next = summary(sight.posts() >= emulation.posts().orElseThrow() ? lakeRows() : Map.of());
      if (next.complete()) {
        next = next.compared(answersDiffer());
      }
      if (next.ok()) {
        return next;
      }
      if (!next.missing().equals(summary.missing())) {
        lastChange = System.nanoTime();
      }
      summary = next;
      if (System.nanoTime() - lastChange > STALLED.toNanos()) {
        // With the row that differs, if that is what is wrong.
        return next.complete() ? next : summary(lakeRows());
      }
    }
  }

  /** Who looks at the topics. */
  public PostWatch watch() {
    return watch;
  }

  /** What has to be there in the end, if that is known. */
  public Optional<EmulationOracle.Outcome> expected() {
    return expected;
  }

  /** What it has come to so far, in two lines. */
  public String soFar() {
    var sight = watch.sight();
    return String.format(
        Locale.ROOT,
        "%,d posts of %,d different indexes; %,d joined%nof the posts: %s",
        sight.posts(),
        sight.distinct(),
        sight.joined(),
        sight.life());
  }

  private void tick(Runnable check) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    failIfBroken();
    check.run();
    var sight = watch.sight();
    var now = System.nanoTime();
    var rate = (sight.posts() - before.posts()) * 1e9 / (now - beforeNanos);
    before = sight;
    beforeNanos = now;
    screen.live(
        String.format(
            Locale.ROOT,
            "posts %,d   joined %,d   %sobjects %,d   %,.1f posts/s   row to joined post: p50 %d ms, p99 %d ms",
            sight.posts(),
            sight.joined(),
            emulation.life().equals(Life.NONE) ? "" : sight.life() + "   ",
            stack.objectStore().objects(),
            rate,
            sight.p50(),
            sight.p99()));
  }

  private void failIfBroken() {
    watch.failIfBlind();
    if (screen.crash() != null) {
      throw new StackException(screen.crash());
    }
  }

  private void failIfTasksFailed() {
    for (var connector : stack.connectors()) {
      if (connector.failure().isPresent()) {
        throw new StackException(connector.failure().get() + "\n  More in " + stack.worker().log());
      }
    }
  }

  private Map<String, Long> lakeRows() {
    try (var session = LakeSession.open(stack.lake())) {
      return session.counts();
    }
  }

  private Summary summary(Map<String, Long> lake) {
    var unlike =
        expected
            .map(outcome -> watch.unlike(outcome.posts().keySet(), NAMED_POSTS))
            .orElseGet(() -> watch.unjoined(NAMED_POSTS));
    return new Summary(
        watch.sight(),
        lake,
        Math.round((System.nanoTime() - startedNanos) / 1e8) / 10.0,
        stack.streams().url(),
        stack.rest().map(RestProcess::url).orElse(null),
        emulation.posts(),
        unlike,
        expected,
        Summary.NOT_COMPARED);
  }

  private Optional<String> answersDiffer() {
    return AnswerComparison.firstDifference(
        new LakeAnswers(
            stack.lake(), QuestionFiles.of(Installation.ofSystemProperty()), Optional.empty()),
        new LiveAnswers(stack.streams().url()));
  }

  /** Stops watching; the stack goes on. */
  @Override
  public void close() {
    watch.close();
  }
}
