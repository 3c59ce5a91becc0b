// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Streams app beside an app that only copies, and beside the DSL's chain of table joins. */
@Command(
    name = "join",
    description = "Joined posts a second: Pinstream's app, copying alone, and a chain of KTables.")
final class JoinBenchmark implements Callable<Integer> {
  @Mixin TurnOptions turn;

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

  private BenchmarkStack stack;

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(turn.directory)) {
      stack = started;
      stack.load(posts);
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      var contenders =
          StreamsContender.all().stream().filter(one -> turn.takes(one.name())).toList();
      var results = new Results(System.out, "posts");
      for (var round = 0; round < turn.rounds; round++) {
        for (var contender : contenders) {
          results.add(
              contender.name(), turns.run(emission(turns), source -> join(contender, source)));
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
    return settings;
  }

  private Stretch join(StreamsContender contender, SourceTurns.Turn input) {
    var unused = input.meter().measure(0, (long) posts * input.names().size());
    return contender.run(stack, input.userId(), warmUp, posts - warmUp);
  }
}
