// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long after its task's start the first post comes, whatever the tables' size. */
@Command(
    name = "first-record",
    description = "Milliseconds from a task's start to its first post, as its log says.")
final class FirstRecordBenchmark implements Callable<Integer> {
  private static final Pattern SAID =
      Pattern.compile("the first post came (\\d+) ms after the start");

  @Mixin DirectoryOptions directory;

  @Mixin TurnOptions turn;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "11154,1000000,10000000",
      description = "Rows of each table. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes;

  @Override
  public Integer call() {
    try (var stack = BenchmarkStack.start(directory.path)) {
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      for (var rows : sizes) {
        stack.load(rows);
        for (var round = 0; round < turn.rounds; round++) {
          var settings = turns.eachPostOnce(1);
          var millis =
              turns.run(
                  settings,
                  running -> {
                    running.awaitPosts(1);
                    return lastSaid(stack);
                  });
          System.out.printf(Locale.ROOT, "%,d rows, task %d: %s ms%n", rows, round + 1, millis);
        }
      }
      return 0;
    }
  }

  private static String lastSaid(BenchmarkStack stack) {
    try {
      var log = Files.readString(stack.worker().process().log());
      return SAID.matcher(log).results().reduce((one, later) -> later).orElseThrow().group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
