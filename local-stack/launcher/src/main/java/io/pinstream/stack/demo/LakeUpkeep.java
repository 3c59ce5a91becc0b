// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import io.pinstream.stack.lake.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the lake of a demo that runs on fast to read: the sink commits every few seconds while
 * somebody may be waiting for the first rows, later once a minute, and the tables are maintained
 * every ten minutes. A fault is told, and the next turn tries again. All of it is on one thread.
 */
final class LakeUpkeep implements AutoCloseable {
  private static final Duration FIRST_LOOK = Duration.ofMinutes(5);
  private static final Duration LATER_INTERVAL = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "lake-upkeep");
            thread.setDaemon(true);
            return thread;
          });
  private final Consumer<String> teller;

  private LakeUpkeep(Consumer<String> teller) {
    this.teller = teller;
  }

  /**
   * Starts the clock.
   *
   * @param commitEvery tells the sink how often to commit
   * @param maintain maintains the tables
   * @param teller gets what went wrong, in words
   */
  static LakeUpkeep start(
      Consumer<Duration> commitEvery, Consumer<Retention> maintain, Consumer<String> teller) {
    return start(commitEvery, maintain, teller, FIRST_LOOK, PERIOD);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // attempt() lets nothing through
  static LakeUpkeep start(
      Consumer<Duration> commitEvery,
      Consumer<Retention> maintain,
      Consumer<String> teller,
      Duration firstLook,
      Duration period) {
    var upkeep = new LakeUpkeep(teller);
    upkeep.clock.schedule(
        () -> upkeep.attempt("told to commit less often", () -> commitEvery.accept(LATER_INTERVAL)),
        firstLook.toMillis(),
        TimeUnit.MILLISECONDS);
    upkeep.clock.scheduleWithFixedDelay(
        () -> upkeep.attempt("maintained", () -> maintain.accept(Retention.at(Instant.now()))),
        period.toMillis(),
        period.toMillis(),
        TimeUnit.MILLISECONDS);
    return upkeep;
  }

  private void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // Otherwise the turn was broken off.
      if (!clock.isShutdown()) {
        teller.accept("the lake could not be " + what + ": " + e);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
