// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.Emulation;
import io.pinstream.stack.Life;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.StackListener;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.demo.Demo;
import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The whole stack, two of what may be two, under load and under faults. */
public final class Soak implements StackListener, AutoCloseable {
  /** More happens to posts than to those of the demo. */
  private static final Life LIFE = new Life(0.1, 0.03, 0.04, 0.01, 0.05, 3_000);

  private static final int ROWS = 3_000;
  private static final int INSTANCES = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  // The source is not to be at its end before the last fault is over.
  private static final int MORE_SECONDS = 30;

  private final long seed;
  private final Duration length;
  private final Screen screen;
  private final Emulation emulation;
  private final HurtfulSurroundings around;
  private final LocalStack stack;
  private final long startedNanos = System.nanoTime();
  private final Queue<String> crashes = new ConcurrentLinkedQueue<>();
  private final Map<FaultKind, FaultRecord> records = new LinkedHashMap<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();
  private volatile Fault striking;
  private Demo demo;
  private GapWatch gaps;

  private Soak(Path dataDirectory, long seed, Duration length, double rate, Screen screen) {
    this.seed = seed;
    this.length = length;
    this.screen = screen;
    long posts = Math.round(rate * (length.toSeconds() + MORE_SECONDS));
    emulation =
        new Emulation("shuffle", seed, Optional.empty(), rate, Optional.of(posts), INSTANCES, LIFE);
    around = new HurtfulSurroundings();
    var options =
        StackOptions.defaults(dataDirectory, "soak")
            .withRows(ROWS)
            .withSeed(seed)
            .withInstances(INSTANCES)
            .withSurroundings(around);
    try {
      stack = LocalStack.create(options, this);
    } catch (RuntimeException e) {
      around.close();
      throw e;
    }
  }

  /**
   * A soak that has started nothing yet.
   *
   * @param seed of rows, posts and faults
   * @param length for which faults strike
   * @param rate posts a second
   * @throws StackException if the data directory cannot be had
   */
  public static Soak create(
      Path dataDirectory, long seed, Duration length, double rate, Screen screen) {
    return new Soak(dataDirectory, seed, length, rate, screen);
  }

  /** Where the processes write their logs. */
  public Path logs() {
    return stack.logs();
  }

  /** Starts the stack, lets the faults strike, waits until all is worked off, and compares. */
  public SoakReport run() throws InterruptedException {
    var plan = FaultPlan.of(seed, length);
    var checks = new LinkedHashMap<String, Boolean>();
    Optional<String> difference;
    try {
      stack.start();
      demo = Demo.start(stack, emulation, screen);
      gaps = GapWatch.start(counts());
      awaitProgress("the start");
      strike(plan, Faults.of(stack, around));
      screen.say("The faults are over: waiting until all is worked off ...");
      var summary = demo.runOnce();
      screen.say(summary.toText());
      checks.put("counts, dead letters, the lake's rows and answers", summary.ok());
      difference = summary.missing().stream().findFirst();
      var comparison = new SoakComparison(stack, demo.expected().orElseThrow());
      difference =
          difference.or(() -> comparison.run(checks)).or(() -> Optional.ofNullable(crashes.peek()));
    } catch (StackException e) {
      difference = Optional.of(e.getMessage());
    }
    return new SoakReport(
        seed,
        length.toSeconds() / 60.0,
        demo == null ? 0 : demo.watch().sight().posts(),
        Math.round((System.nanoTime() - startedNanos) / 1e8) / 10.0,
        plan.strikes(),
        List.copyOf(records.values()),
        skipped,
        checks,
        difference.orElse(null));
  }

  private Map<String, Supplier<Map<Integer, Long>>> counts() {
    var counts = new LinkedHashMap<String, Supplier<Map<Integer, Long>>>();
    counts.put("posts", demo.watch()::postsByStream);
    counts.put("joined posts", demo.watch()::joinedByPartition);
    counts.put("lake", () -> Map.of(0, stack.objectStore().objects()));
    return counts;
  }

  private void strike(FaultPlan plan, Faults faults) throws InterruptedException {
    long zero = System.nanoTime();
    var chances = new Random(seed);
    for (var strike : plan.strikes()) {
      var kind = strike.kind();
      // Drawn for those that are skipped too, and from one sequence: the first of neighbouring
      // seeds are alike.
      var chance = new Random(chances.nextLong());
      var fault = faults.faults().get(kind);
      if (fault == null) {
        skip(kind, faults.missing().get(kind));
        continue;
      }
      long due = zero + TimeUnit.SECONDS.toNanos(strike.second());
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      if (isAtItsEnd()) {
        skip(kind, "the last post had come before");
        continue;
      }
      screen.say(
          "%6.1f s  %s, %d s"
              .formatted((System.nanoTime() - zero) / 1e9, kind.title(), strike.seconds()));
      gaps.begin();
      striking = fault;
      fault.strike(Duration.ofSeconds(strike.seconds()), chance);
      awaitProgress(kind.title());
      striking = null;
      records.merge(kind, FaultRecord.of(strike, gaps.gaps()), FaultRecord::and);
    }
  }

  private void skip(FaultKind kind, String reason) {
    screen.say("SKIPPED: " + kind.title() + ": " + reason);
    skipped.put(kind.title(), reason);
  }

  private boolean isAtItsEnd() {
    return demo.watch().sight().posts() >= emulation.posts().orElseThrow();
  }

  /** Waits until everything goes on. */
  private void awaitProgress(String after) throws InterruptedException {
    gaps.mark();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var unchanged = gaps.unchanged();
      if (!crashes.isEmpty()) {
        throw new StackException("after %s: %s".formatted(after, crashes.peek()));
      }
      if (unchanged.isEmpty() || isAtItsEnd()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "after %s: no more %s for %d s; %s"
                .formatted(
                    after,
                    String.join(", no more ", unchanged),
                    PATIENCE.toSeconds(),
                    stack.connectors()));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  @Override
  public void rowsLoaded(String table, long rows, long rowsOfTable) {
    screen.rowsLoaded(table, rows, rowsOfTable);
  }

  @Override
  public void ready(Service service, Duration sinceStart) {
    screen.ready(service, sinceStart);
  }

  @Override
  public void crashed(ChildProcess process) {
    var cause = striking;
    if (cause == null || !cause.mayEnd(process)) {
      crashes.add(process.lastWords());
    }
  }

  /** Ends everything; may be called by another thread than that which runs it. */
  @Override
  public void close() {
    if (gaps != null) {
      gaps.close();
    }
    if (demo != null) {
      demo.close();
    }
    stack.close();
    around.close();
  }
}
