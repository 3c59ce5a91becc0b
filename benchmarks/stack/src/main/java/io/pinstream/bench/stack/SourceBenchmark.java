// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One unthrottled source task beside what Connect and Kafka's producer can do at most. */
@Command(
    name = "source",
    description =
        "Sampling connector, a connector of ready-made records and Kafka's producer benchmark, in"
            + " turns.")
final class SourceBenchmark implements Callable<Integer> {
  private static final int PAYLOADS = 9_000;
  private static final String PRODUCER = "Kafka's producer benchmark";
  private static final String PRODUCER_TOPIC = "produced";
  private static final String READY_MADE = "ready-made records";
  private static final String SAMPLING = "sampling";
  private static final String CLEANING = SAMPLING + " and cleaning";

  @Mixin DirectoryOptions directory;

  @Mixin TurnOptions turn;

  @Mixin StretchOptions stretch;

  @Option(
      names = "--rows",
      defaultValue = "" + StackOptions.DEFAULT_ROWS,
      description = "Rows of each table. Default: ${DEFAULT-VALUE}")
  int rows;

  @Option(
      names = "--exactly-once",
      description = "Let the worker write in transactions, one a poll, as the stack's does.")
  boolean exactlyOnce;

  @Mixin PeerOptions peer;

  @Option(
      names = "--from-call",
      description =
          "Measure from the REST call on that makes a connector, not a stretch while it is warm.")
  boolean fromCall;

  private BenchmarkStack stack;
  private SourceTurns turns;

  private interface Turn {
    Stretch run();
  }

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(directory.path)) {
      stack = started;
      stack.load(rows);
      stack.startWorker(exactlyOnce, peer.workerOptions, peer.plugins);
      turns = new SourceTurns(stack);
      var payloads = stack.data().run("payloads").resolve("values.json");
      System.out.printf(Locale.ROOT, "%,.0f bytes a record on average%n", writePayloads(payloads));
      var producer = new ProducerPerformance(stack, payloads, settings(false));
      var contenders = new LinkedHashMap<String, Turn>();
      contenders.put(PRODUCER, () -> produce(producer));
      contenders.put(READY_MADE, () -> sample(settings(true), 1));
      contenders.put(SAMPLING, () -> sample(settings(false), 1));
      contenders.put(CLEANING, () -> sample(turns.shipped(), 1));
      for (var converter : peer.converters) {
        contenders.put(CLEANING + ", " + converter, () -> sample(converting(converter), 1));
      }
      for (var file : peer.properties) {
        var settings = PropertiesFile.read(file);
        contenders.put(settings.get("name"), () -> sample(new TreeMap<>(settings), 1));
      }
      contenders.put(READY_MADE + ", 2 tasks", () -> sample(settings(true), 2));
      contenders.put(SAMPLING + ", 2 tasks", () -> sample(settings(false), 2));
      contenders.keySet().removeIf(name -> !turn.takes(name));
      var results = new Results(System.out, "records");
      // The first turns warm the worker up.
      for (var round = 0; round <= turn.rounds; round++) {
        for (var contender : contenders.entrySet()) {
          var stretch = contender.getValue().run();
          if (round > 0) {
            results.add(contender.getKey(), stretch);
          }
        }
      }
      results.summary(
          Stream.concat(
                  Stream.of(PRODUCER, READY_MADE, READY_MADE + ", 2 tasks"),
                  peer.properties.stream().map(file -> PropertiesFile.read(file).get("name")))
              .filter(contenders::containsKey)
              .toList());
      return 0;
    }
  }

  private Map<String, String> settings(boolean readyMade) {
    var settings = turns.withoutCleaning();
    if (readyMade) {
      settings.put("connector.class", "io.pinstream.bench.source.ReadyMadeSourceConnector");
    }
    return settings;
  }

  private double writePayloads(Path file) {
    return turns.run(
        settings(false),
        source -> {
          source.meter().measure(PAYLOADS * 2L, 1);
          return SampledPayloads.write(
              stack.broker().bootstrapServers(),
              source.names(),
              SourceTurns.PARTITIONS,
              PAYLOADS,
              file);
        });
  }

  private Stretch sample(Map<String, String> settings, int tasks) {
    settings.put("tasks.max", Integer.toString(tasks));
    return fromCall
        ? turns.runFromCall(settings, stretch.records)
        : turns.run(settings, stretch.warmUp, stretch.records);
  }

  private Map<String, String> converting(String converter) {
    var settings = turns.shipped();
    settings.put("value.converter", converter);
    return settings;
  }

  private Stretch produce(ProducerPerformance benchmark) {
    try (var process =
            benchmark.start(
                PRODUCER_TOPIC, stretch.warmUp + stretch.records + stretch.records / 2);
        var meter =
            new TopicMeter(
                stack.broker().bootstrapServers(),
                List.of(PRODUCER_TOPIC),
                SourceTurns.PARTITIONS * SourceTurns.PARTITIONS,
                Map.of("producer", process.pid(), "broker", stack.broker().process().pid()))) {
      return meter.measure(stretch.warmUp, stretch.records);
    }
  }
}
