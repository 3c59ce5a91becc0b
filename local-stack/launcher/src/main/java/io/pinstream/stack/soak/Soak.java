// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.Emulation;
import io.pinstream.stack.Life;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.StackListener;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.demo.Demo;
import io.pinstream.stack.demo.PostWatch;
import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeCommits;
import io.pinstream.stack.lake.LakeOfRun;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The whole stack, two of what may be two, under load and under faults. */
public final class Soak implements StackListener, AutoCloseable {
  /** More happens to posts than to those of the demo. */
  private static final Life LIFE = new Life(0.1, 0.03, 0.04, 0.01, 0.05, 3_000);

  private static final int ROWS = 3_000;
  private static final int INSTANCES = 2;
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  // In less than that the source knows when to end.
  private static final int MORE_SECONDS = 30;

  private final long seed;
  private final FaultPlan plan;
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
  private OperatedWorkers operated;

  /**
   * A soak that has started nothing yet.
   *
   * @param seed of rows, posts and faults
   * @param length for which faults strike
   * @param rate posts a second
   * @throws StackException if the data directory cannot be had
   */
  public Soak(Path dataDirectory, long seed, Duration length, double rate, Screen screen) {
    this(dataDirectory, seed, FaultPlan.of(seed, length), length, rate, screen);
  }

  Soak(Path dataDirectory, long seed, FaultPlan plan, Duration length, double rate, Screen screen) {
    this.seed = seed;
    this.plan = plan;
    this.length = length;
    this.screen = screen;
    emulation =
        new Emulation("shuffle", seed, Optional.empty(), rate, Optional.empty(), INSTANCES, LIFE);
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

  /** Where the processes write their logs. */
  public Path logs() {
    return stack.logs();
  }

  /** Starts the stack, lets the faults strike, waits until all is worked off, and compares. */
  public SoakReport run() throws InterruptedException {
    var checks = new LinkedHashMap<String, Boolean>();
    Optional<String> difference;
    try {
      stack.start();
      demo = Demo.start(stack, emulation, screen);
      gaps = GapWatch.start(counts());
      operated = OperatedWorkers.start(stack);
      awaitProgress("the start", () -> {});
      strike(Faults.of(stack, around));
      screen.say("The faults are over: waiting until all is worked off ...");
      end();
      var summary = demo.runOnce(operated::failIfBroken);
      screen.say(summary.toText());
      checks.put("counts, dead letters, the lake's rows and answers", summary.ok());
      difference = summary.missing().stream().findFirst();
      var comparison = new SoakComparison(stack, demo.expected().orElseThrow());
      difference =
          difference
              .or(() -> comparison.run(checks))
              .or(() -> Optional.ofNullable(crashes.peek()))
              .or(operated.operator()::unknown);
    } catch (StackException e) {
      difference = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      difference = Optional.of(e.toString());
    }
    return new SoakReport(
        seed,
        length.toSeconds() / 60.0,
        emulation.postsPerSecond(),
        demo == null ? 0 : demo.watch().sight().posts(),
        Math.round((System.nanoTime() - startedNanos) / 1e8) / 10.0,
        plan.strikes(),
        List.copyOf(records.values()),
        skipped,
        operated == null ? Map.of() : operated.operator().byHand(),
        checks,
        difference.orElse(null));
  }

  private Map<String, GapWatch.Source> counts() {
    var watch = demo.watch();
    var commits = new LakeCommits(LakeOfRun.catalogFile(stack.logs().getParent()));
    var counts = new LinkedHashMap<String, GapWatch.Source>();
    counts.put("posts", new GapWatch.Source(PostWatch.STREAMS, watch::postsByStream));
    counts.put("joined posts", new GapWatch.Source(PARTITIONS, watch::joinedByPartition));
    counts.put("lake", new GapWatch.Source(Lake.RELATIONS.size(), commits::byTable));
    return counts;
  }

  private void strike(Faults faults) throws InterruptedException {
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
      if (System.nanoTime() - zero > length.toNanos()) {
        skip(kind, "the time was over before all had gone on");
        continue;
      }
      screen.say(
          String.format(
              Locale.ROOT,
              "%6.1f s  %s, %d s",
              (System.nanoTime() - zero) / 1e9,
              kind.title(),
              strike.seconds()));
      gaps.begin();
      striking = fault;
      long began = System.nanoTime();
      try {
        fault.strike(Duration.ofSeconds(strike.seconds()), chance);
        awaitProgress(kind.title(), fault::restart);
        striking = null;
      } finally {
        var hurt = Duration.ofNanos(System.nanoTime() - began);
        records.merge(kind, FaultRecord.of(kind, hurt, gaps.gaps()), FaultRecord::and);
      }
    }
  }

  private void skip(FaultKind kind, String reason) {
    screen.say("SKIPPED: " + kind.title() + ": " + reason);
    skipped.put(kind.title(), reason);
  }

  /** Lets posts come to an end that is so far ahead that no task can have passed it. */
  private void end() throws InterruptedException {
    long more = Math.round(emulation.postsPerSecond() * MORE_SECONDS);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        demo.endAt(demo.watch().lastPosition() + more);
        return;
      } catch (StackException e) {
        // Connect takes no settings while it divides tasks anew.
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  /** Waits until everything goes on. */
  private void awaitProgress(String after, Runnable meanwhile) throws InterruptedException {
    long since = System.nanoTime();
    long deadline = since + PATIENCE.toNanos();
    while (true) {
      meanwhile.run();
      var unchanged = gaps.unchangedSince(since);
      if (!crashes.isEmpty()) {
        throw new StackException("after %s: %s".formatted(after, crashes.peek()));
      }
      operated.failIfBroken();
      if (unchanged.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "after %s: no more %s for %s s; %s"
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
    if (operated != null) {
      operated.close();
    }
    try {
      if (demo != null) {
        demo.close();
      }
    } finally {
      try {
        stack.close();
      } finally {
        around.close();
      }
    }
  }
}
