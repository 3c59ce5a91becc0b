// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Streams app beside one that only copies, the DSL's chain of table joins, Flink and Spark. */
@Command(
    name = "join",
    description =
        "Joined posts a second: Pinstream's app, copying alone, a chain of KTables, Flink, Spark.")
final class JoinBenchmark implements Callable<Integer> {
  @Mixin DirectoryOptions directory;

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

  @Spec CommandSpec spec;

  private BenchmarkStack stack;

  @Override
  public Integer call() {
    if (warmUp >= posts) {
      throw new ParameterException(
          spec.commandLine(),
          "--warm-up is %s: expected fewer than --posts, which is %s and holds them"
              .formatted(warmUp, posts));
    }
    try (var started = BenchmarkStack.start(directory.path)) {
      stack = started;
      var contenders = contenders();
      stack.load(posts);
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      turns.run(turns.eachPostOnce(posts), input -> join(contenders, input));
      return 0;
    }
  }

  private List<JoinContender> contenders() {
    var all = new ArrayList<>(JoinContenders.streams());
    for (var rival : JoinContenders.rivals()) {
      if (rival.built(stack.installation())) {
        all.add(rival);
      } else {
        System.out.printf(
            "%s is not built and not measured: ./mvnw -Pbenchmarks,rival-engines package"
                + " -DskipTests%n",
            rival.name());
      }
    }
    return all.stream().filter(one -> turn.takes(one.name())).toList();
  }

  private Results join(List<JoinContender> contenders, SourceTurns.Turn input) {
    input.awaitPosts(posts);
    var turns = new JoinTurns(stack, input.userId());
    var results = new Results(System.out, "posts");
    for (var round = 0; round < turn.rounds; round++) {
      for (var contender : contenders) {
        results.add(contender.name(), turns.run(contender, warmUp, posts));
      }
    }
    results.summary(List.of(contenders.get(0).name()));
    return results;
  }
}
