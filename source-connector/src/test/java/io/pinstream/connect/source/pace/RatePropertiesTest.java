// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The arithmetic of the rate, with a clock that is set by hand. */
class RatePropertiesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;

  /** Posts of one task that looks at the clock when it is woken up, which may be late. */
  private static final class Task {
    private final Pacer pacer;
    private long now = 987_654_321;
    private final long start = now;
    private long posts;

    Task(Arrival arrival) {
      pacer = new Pacer(arrival, now);
    }

    void emitWhatIsDueAfter(long nanos) {
      now += nanos;
      while (pacer.untilDue(posts, 0, now) <= 0) {
        pacer.emitted(posts, now);
        posts++;
      }
    }

    long elapsed() {
      return now - start;
    }
  }

  @Property(tries = 200)
  void asManyPostsHaveBeenEmittedAtAnyMomentAsTheRateSays(
      @ForAll @DoubleRange(min = 0.001, max = 20_000) @Scale(3) double rate,
      @ForAll @IntRange(min = 20, max = 900) int latestMillis,
      @ForAll long seed) {
    Task task = new Task(ArrivalPattern.EVEN.at(rate, rate, 100, 1));
    Random lateness = new Random(seed);

    while (task.elapsed() < MINUTE) {
      task.emitWhatIsDueAfter(1 + lateness.nextInt(latestMillis * 1_000_000));

      double expected = task.elapsed() * rate / SECOND + 1;
      // Within one post, and the part of a nanosecond that a gap is rounded by.
      assertThat((double) task.posts).isCloseTo(expected, within(1 + expected * rate / SECOND));
    }
  }

  @Property(tries = 100)
  void severalTasksTogetherHoldTheRate(
      @ForAll @DoubleRange(min = 1, max = 20_000) double rate,
      @ForAll @IntRange(min = 1, max = 24) int tasks) {
    int streams = 24;
    long posts = 0;
    for (int number = 0; number < tasks; number++) {
      int first = number;
      long dealt = IntStream.range(0, streams).filter(stream -> stream % tasks == first).count();
      Task task =
          new Task(ArrivalPattern.EVEN.at(rate * dealt / streams, rate * dealt / streams, 100, 1));
      while (task.elapsed() < MINUTE) {
        task.emitWhatIsDueAfter(SECOND / 200);
      }
      posts += task.posts;
    }

    assertThat((double) posts).isCloseTo(60 * rate, within(tasks + 0.6 * rate));
  }

  @Property(tries = 100)
  void aPauseAtAnyTimeIsNotMadeUpForAndCostsNothingBeyondItself(
      @ForAll @DoubleRange(min = 1, max = 20_000) double rate,
      @ForAll @IntRange(min = 1_001, max = 1_000_000) int pauseMillis) {
    Task task = new Task(ArrivalPattern.EVEN.at(rate, rate, 100, 1));
    while (task.elapsed() < MINUTE / 2) {
      task.emitWhatIsDueAfter(SECOND / 200);
    }
    long before = task.posts;
    // Longer than any post is late by, so that it is a pause.
    task.emitWhatIsDueAfter(pauseMillis * 1_000_000L + Math.round(SECOND / rate));
    assertThat(task.posts - before).as("posts at the end of the pause").isEqualTo(1);

    long end = task.elapsed() + MINUTE / 2;
    while (task.elapsed() < end) {
      task.emitWhatIsDueAfter(SECOND / 200);
    }
    assertThat((double) (task.posts - before)).isCloseTo(30 * rate, within(2 + 0.01 * 30 * rate));
  }

  @Example
  void poissonPostsAreAsManyAsTheRateSaysOverLongTimes() {
    Task task = new Task(ArrivalPattern.POISSON.at(1_000, 1_000, 100, 1));
    while (task.elapsed() < 10 * MINUTE) {
      task.emitWhatIsDueAfter(SECOND / 200);
    }

    // 600,000 posts, give or take 775.
    assertThat((double) task.posts).isCloseTo(600_000, within(4 * 775.0));
  }
}
