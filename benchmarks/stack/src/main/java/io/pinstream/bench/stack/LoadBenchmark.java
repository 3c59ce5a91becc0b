// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import static java.util.stream.Collectors.joining;

import io.pinstream.stack.Emulation;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackOptions;
import io.pinstream.stack.demo.Demo;
import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What becomes of the demo's whole stack under more posts than it keeps up with. */
@Command(
    name = "load",
    description =
        "Backlog and resident memory of each process while posts flow, until all is done.")
final class LoadBenchmark implements Callable<Integer> {
  private static final String USER_ID = "load";

  @Mixin DirectoryOptions directory;

  @Option(
      names = "--posts",
      defaultValue = "2000000",
      description = "How many posts. Default: ${DEFAULT-VALUE}")
  long posts;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Posts a second, 0 for as fast as it goes. Default: ${DEFAULT-VALUE}")
  double rate;

  @Option(
      names = "--tasks",
      defaultValue = "1",
      description = "Tasks of the source. Default: ${DEFAULT-VALUE}")
  int tasks;

  @Option(
      names = "--every",
      defaultValue = "10",
      description = "Seconds between two lines. Default: ${DEFAULT-VALUE}")
  int every;

  @Override
  public Integer call() throws InterruptedException {
    var screen = new Screen(System.err, false);
    var lines = Executors.newSingleThreadScheduledExecutor();
    try (var stack = LocalStack.create(StackOptions.defaults(directory.path, USER_ID), screen)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
      stack.start();
      var emulation = Emulation.of(posts).withRate(rate).withTasks(tasks);
      try (var demo = Demo.start(stack, emulation, screen)) {
        var started = System.nanoTime();
        var unused =
            lines.scheduleAtFixedRate(
                () -> System.out.println(line(stack, demo, started)),
                every,
                every,
                TimeUnit.SECONDS);
        var summary = demo.runOnce();
        System.out.println(line(stack, demo, started));
        System.out.println(summary.toJson());
        return summary.ok() ? 0 : 1;
      } finally {
        lines.shutdownNow();
      }
    }
  }

  private static String line(LocalStack stack, Demo demo, long started) {
    var sight = demo.watch().sight();
    var memory =
        Stream.of(
                stack.database(),
                stack.broker(),
                stack.worker(),
                stack.streams(),
                stack.objectStore())
            .map(ChildService.class::cast)
            .map(part -> part.name() + " " + ResidentMemory.mebibytes(part.process().pid()))
            .collect(joining(", "));
    return String.format(
        Locale.ROOT,
        "%4d s  posts %,d  joined %,d  objects %,d  MiB: %s",
        Duration.ofNanos(System.nanoTime() - started).toSeconds(),
        sight.posts(),
        sight.joined(),
        stack.objectStore().objects(),
        memory);
  }
}
