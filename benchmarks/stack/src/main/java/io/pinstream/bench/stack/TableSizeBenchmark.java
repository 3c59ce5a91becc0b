// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a row costs in tables of different sizes, out of memory and read by index. */
@Command(
    name = "table-size",
    mixinStandardHelpOptions = true,
    description = "The sampling connector on tables of different sizes.")
final class TableSizeBenchmark implements Callable<Integer> {
  private static final String DATABASE_MEMORY = "--innodb-buffer-pool-size=10G";

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

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each size is measured. Default: ${DEFAULT-VALUE}")
  int rounds;

  @Option(
      names = "--records",
      defaultValue = "600000",
      description = "Records of a measured stretch. Default: ${DEFAULT-VALUE}")
  long records;

  @Option(
      names = "--warm-up",
      defaultValue = "300000",
      description = "Records of each turn before the stretch. Default: ${DEFAULT-VALUE}")
  long warmUp;

  @Option(
      names = "--data-dir",
      defaultValue = "benchmarks/target/stack",
      description = "Where the stack keeps its files. Default: ${DEFAULT-VALUE}")
  Path directory;

  @Override
  public Integer call() {
    try (var stack = BenchmarkStack.start(directory, DATABASE_MEMORY)) {
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      var results = new Results(System.out, "records");
      for (var rows : sizes) {
        stack.load(rows);
        // Rounds of one size together: to load the largest takes minutes.
        for (var round = 0; round <= rounds; round++) {
          var byIndex = sample(turns, 0);
          var outOfMemory = rows <= inMemory ? sample(turns, rows) : null;
          if (round > 0) {
            results.add("%,d rows, by index".formatted(rows), byIndex);
            if (outOfMemory != null) {
              results.add("%,d rows, out of memory".formatted(rows), outOfMemory);
            }
          }
        }
      }
      results.summary(List.of("%,d rows, by index".formatted(sizes.get(0))));
      return 0;
    }
  }

  private Stretch sample(SourceTurns turns, int snapshotRows) {
    var settings = turns.withoutCleaning();
    settings.put("sampling.order", "random");
    settings.put("snapshot.max.rows", Integer.toString(snapshotRows));
    return turns.run(settings, warmUp, records);
  }
}
