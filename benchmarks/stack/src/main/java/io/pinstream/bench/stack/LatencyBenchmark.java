// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Emulation;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.StackListener;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.demo.PostWatch;
import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.service.Service;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a row takes to become a joined post, on the demo's own stack. */
@Command(
    name = "latency",
    description = "Milliseconds from a row's record to its joined, committed post.")
final class LatencyBenchmark implements Callable<Integer> {
  private static final String USER_ID = "latency";

  /** Posts must not run out before the last stretch has ended. */
  private static final int SPARE_SECONDS = 10;

  @Mixin DirectoryOptions directory;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Posts a second. Default: ${DEFAULT-VALUE}")
  int rate;

  @Option(
      names = "--warm-up",
      defaultValue = "60",
      description = "Seconds before the first stretch. Default: ${DEFAULT-VALUE}")
  int warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Seconds of each stretch. Default: ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "How many stretches. Default: ${DEFAULT-VALUE}")
  int rounds;

  @Override
  public Integer call() throws InterruptedException {
    // A post that comes again is not joined again.
    var posts = rate * (warmUp + rounds * seconds + SPARE_SECONDS);
    var options = StackOptions.defaults(directory.path, USER_ID).withRows(posts);
    try (var stack = LocalStack.create(options, new Crashes())) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
      stack.start();
      try (var watch = PostWatch.start(stack.broker().bootstrapServers(), stack.topics())) {
        stack.deploySource(Emulation.of(posts).withRate(rate));
        while (watch.sight().joined() == 0) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        TimeUnit.SECONDS.sleep(warmUp);
        for (var round = 0; round < rounds; round++) {
          measure(watch);
        }
      }
      return 0;
    }
  }

  private void measure(PostWatch watch) throws InterruptedException {
    watch.forgetLatencies();
    var before = watch.sight().joined();
    var started = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    var sight = watch.sight();
    var taken = Duration.ofNanos(System.nanoTime() - started);
    System.out.printf(
        Locale.ROOT,
        "%,.0f joined posts/s  p50 %d ms  p99 %d ms%n",
        (sight.joined() - before) * 1e9 / taken.toNanos(),
        sight.p50(),
        sight.p99());
  }

  /** Only the end of a process that should run on is of interest. */
  private static final class Crashes implements StackListener {
    @Override
    public void rowsLoaded(String table, long rows, long rowsOfTable) {}

    @Override
    public void ready(Service service, Duration sinceStart) {}

    @Override
    public void crashed(ChildProcess process) {
      throw new StackException(process.lastWords());
    }
  }
}
