// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a row costs in tables of different sizes, out of memory and read by index. */
@Command(name = "table-size", description = "The sampling connector on tables of different sizes.")
final class TableSizeBenchmark implements Callable<Integer> {
  @Mixin DirectoryOptions directory;

  @Mixin TurnOptions turn;

  @Mixin StretchOptions stretch;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "11154,100000,1000000,10000000",
      description = "Rows of each table. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes;

  @Option(
      names = "--in-memory",
      defaultValue = "200000",
      description =
          "The largest tables that are tried out of memory too. Default: ${DEFAULT-VALUE}")
  int inMemory;

  @Override
  public Integer call() {
    try (var stack = BenchmarkStack.start(directory.path)) {
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      var results = new Results(System.out, "records");
      for (var rows : sizes) {
        stack.load(rows);
        var contenders = new LinkedHashMap<String, Integer>();
        contenders.put(String.format(Locale.ROOT, "%,d rows, by index", rows), 0);
        if (rows <= inMemory) {
          contenders.put(String.format(Locale.ROOT, "%,d rows, out of memory", rows), rows);
        }
        // Rounds of one size together: to load the largest takes minutes.
        for (var round = 0; round <= turn.rounds; round++) {
          for (var contender : contenders.entrySet()) {
            if (turn.takes(contender.getKey())) {
              var measured = sample(turns, contender.getValue());
              if (round > 0) {
                results.add(contender.getKey(), measured);
              }
            }
          }
        }
      }
      results.summary(List.of());
      return 0;
    }
  }

  private Stretch sample(SourceTurns turns, int snapshotRows) {
    var settings = turns.withoutCleaning();
    settings.put("sampling.order", "random");
    settings.put("memory.max.bytes", Long.toString(snapshotRows == 0 ? 0 : 512L << 20));
    return turns.run(settings, stretch.warmUp, stretch.records);
  }
}
