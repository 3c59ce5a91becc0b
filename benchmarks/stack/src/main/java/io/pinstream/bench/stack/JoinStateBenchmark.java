// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a changed post costs the app, by how many posts its state holds. */
@Command(
    name = "join-state",
    description = "Changed pins, joined again, with different numbers of posts in the app's state.")
final class JoinStateBenchmark implements Callable<Integer> {
  @Mixin DirectoryOptions directory;

  @Mixin TurnOptions turn;

  @Option(
      names = "--distinct",
      split = ",",
      defaultValue = "1000,11154,100000,1000000",
      description = "Different posts in the state. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes;

  @Option(
      names = "--changes",
      defaultValue = "300000",
      description = "Changed pins that come then, in all. Default: ${DEFAULT-VALUE}")
  int changes;

  @Option(
      names = "--warm-up",
      defaultValue = "100000",
      description = "How many of them come before the measured stretch. Default: ${DEFAULT-VALUE}")
  int warmUp;

  @Option(
      names = "--heap",
      defaultValue = "512m",
      description = "Heap of the app's JVM. Default: ${DEFAULT-VALUE}")
  String heap;

  private BenchmarkStack stack;

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(directory.path)) {
      stack = started;
      stack.load(sizes.stream().mapToInt(size -> size).max().orElseThrow());
      stack.startWorker(false);
      var turns = new SourceTurns(stack);
      var results = new Results(System.out, "changed posts");
      for (var round = 0; round < turn.rounds; round++) {
        for (var distinct : sizes) {
          var contender = String.format(Locale.ROOT, "%,d posts in state", distinct);
          if (turn.takes(contender)) {
            results.add(
                contender,
                turns.run(turns.eachPostOnce(distinct), input -> change(distinct, input)));
          }
        }
      }
      results.summary(List.of());
      return 0;
    }
  }

  private Stretch change(long distinct, SourceTurns.Turn input) {
    input.awaitPosts(distinct);
    var app = JoinContenders.app(heap);
    return new JoinTurns(stack, input.userId())
        .run(
            app,
            (output, meter) -> {
              var unused = meter.measure(0, distinct);
              ChangedPins.of(stack, input.userId(), distinct).write(changes);
              var stretch = meter.measure(distinct + warmUp, changes - warmUp);
              new JoinedPosts(app.name(), distinct, distinct + changes)
                  .check(stack.broker().bootstrapServers(), output);
              return stretch;
            });
  }
}
