// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the rows that a task holds take of the worker's heap. */
@Command(
    name = "memory",
    description =
        "Bytes of the worker's heap that the rows held in memory take, after a collection.")
final class MemoryBenchmark implements Callable<Integer> {
  /** Buffers that the producer keeps differ from turn to turn: small ones do so by little. */
  private static final Map<String, String> SMALL_BUFFERS =
      Map.of("producer.override.buffer.memory", "1048576", "producer.override.batch.size", "16384");

  private static final double MEGABYTE = 1e6;
  private static final int LOOKS = 4;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Mixin DirectoryOptions directory;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "11154,200000",
      description = "Rows of each table. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes;

  private BenchmarkStack stack;
  private SourceTurns turns;

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(directory.path)) {
      stack = started;
      stack.startWorker(false);
      turns = new SourceTurns(stack);
      for (var rows : sizes) {
        stack.load(rows);
        var range = "0.." + (rows - 1);
        // The first connectors load classes that stay.
        var unused = take("0..0", 1);
        System.out.printf(
            Locale.ROOT,
            "%,d posts: %.1f MB packed, %.1f MB when each has been drawn%n",
            rows,
            beyondOne(range, 1),
            beyondOne(range, rows));
      }
      return 0;
    }
  }

  /** Megabytes that a connector takes beyond one that draws the same row all the time. */
  private double beyondOne(String range, int posts) {
    return (take(range, posts) - take("0..0", 1)) / MEGABYTE;
  }

  /** Bytes that go when the connector goes: the worker keeps some of what any connector brings. */
  private long take(String range, int posts) {
    var settings = turns.withoutCleaning();
    settings.putAll(SMALL_BUFFERS);
    settings.put("sampling.order", "shuffle");
    settings.put("sampling.range", range);
    settings.put("posts.max", Integer.toString(posts));
    settings.put("sampling.repeat", "resend");
    settings.put("memory.max.bytes", Long.toString(512L << 20));
    long with =
        turns.run(
            settings,
            turn -> {
              var unused = turn.meter().measure(0, (long) posts * turn.names().size());
              return leastHeap();
            });
    return with - leastHeap();
  }

  /** A connector begins and ends its work some time after it has been asked to. */
  private long leastHeap() {
    var least = Long.MAX_VALUE;
    for (var look = 0; look < LOOKS; look++) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      least = Math.min(least, LiveHeap.bytes(stack.worker().process().pid()));
    }
    return least;
  }
}
