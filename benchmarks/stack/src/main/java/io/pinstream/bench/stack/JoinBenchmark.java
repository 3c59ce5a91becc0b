// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Streams app beside an app that only copies, and beside the DSL's chain of table joins. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    description = "Joined posts a second: Pinstream's app, copying alone, and a chain of KTables.")
final class JoinBenchmark implements Callable<Integer> {
  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each contender's turn comes. Default: ${DEFAULT-VALUE}")
  int rounds;

  @Option(
      names = "--posts",
      defaultValue = "600000",
      description = "Different posts that each contender joins. Default: ${DEFAULT-VALUE}")
  int posts;

  @Option(
      names = "--warm-up",
      defaultValue = "200000",
      description = "How many of them come before the measured stretch. Default: ${DEFAULT-VALUE}")
  int warmUp;

  @Option(
      names = "--only",
      description = "Only the contenders whose names hold this, to look into one of them.")
  String only = "";

  @Option(
      names = "--data-dir",
      defaultValue = "benchmarks/target/stack",
      description = "Where the stack keeps its files. Default: ${DEFAULT-VALUE}")
  Path directory;

  private BenchmarkStack stack;

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(directory)) {
      stack = started;
      stack.load(posts);
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      var contenders =
          StreamsContender.all().stream().filter(one -> one.name().contains(only)).toList();
      var results = new Results(System.out, "posts");
      for (var round = 0; round < rounds; round++) {
        for (var contender : contenders) {
          results.add(contender.name(), turns.run(emission(turns), turn -> join(contender, turn)));
        }
      }
      results.summary(List.of(contenders.get(0).name()));
      return 0;
    }
  }

  private Map<String, String> emission(SourceTurns turns) {
    var settings = turns.shipped();
    settings.put("sampling.order", "shuffle");
    settings.put("posts.max", Integer.toString(posts));
    settings.put("snapshot.max.rows", Integer.toString(posts));
    return settings;
  }

  private Stretch join(StreamsContender contender, SourceTurns.Turn input) {
    var unused = input.meter().measure(0, (long) posts * input.names().size());
    return contender.run(stack, input.userId(), warmUp, posts - warmUp);
  }
}
