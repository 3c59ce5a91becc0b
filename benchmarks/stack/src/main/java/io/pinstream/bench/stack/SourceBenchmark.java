// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.LocalStack;
import io.pinstream.stack.PropertiesFile;
import io.pinstream.stack.StackOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One unthrottled source task beside what Connect and Kafka's producer can do at most. */
@Command(
    name = "source",
    mixinStandardHelpOptions = true,
    description =
        "Sampling connector, a connector of ready-made records and Kafka's producer benchmark, in turns.")
final class SourceBenchmark implements Callable<Integer> {
  private static final int PARTITIONS = 3;
  private static final int PAYLOADS = 9_000;
  private static final String PRODUCER = "Kafka's producer benchmark";
  private static final String READY_MADE = "ready-made records";
  private static final String SAMPLING = "sampling";

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each contender's turn comes. Default: ${DEFAULT-VALUE}")
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
      names = "--rows",
      defaultValue = "" + StackOptions.DEFAULT_ROWS,
      description = "Rows of each table. Default: ${DEFAULT-VALUE}")
  int rows;

  @Option(
      names = "--only",
      description = "Only the contenders whose names hold this, to look into one of them.")
  String only = "";

  @Option(
      names = "--exactly-once",
      description = "Let the worker write in transactions, one a poll, as the stack's does.")
  boolean exactlyOnce;

  @Option(
      names = "--data-dir",
      defaultValue = "benchmarks/target/stack",
      description = "Where the stack keeps its files. Default: ${DEFAULT-VALUE}")
  Path directory;

  private BenchmarkStack stack;
  private int turns;

  private interface Turn {
    Stretch run();
  }

  @Override
  public Integer call() {
    try (var started = BenchmarkStack.start(directory)) {
      stack = started;
      stack.load(rows);
      stack.startWorker(exactlyOnce);
      var payloads = stack.data().run("payloads").resolve("values.json");
      System.out.printf("%,.0f bytes a record on average%n", writePayloads(payloads));
      var producer = new ProducerPerformance(stack, payloads, settings(false));
      var contenders = new LinkedHashMap<String, Turn>();
      contenders.put(PRODUCER, () -> produce(producer));
      contenders.put(READY_MADE, () -> connect(settings(true), 1));
      contenders.put(SAMPLING, () -> connect(settings(false), 1));
      contenders.put(SAMPLING + " and cleaning", () -> connect(cleaning(), 1));
      contenders.put(READY_MADE + ", 2 tasks", () -> connect(settings(true), 2));
      contenders.put(SAMPLING + ", 2 tasks", () -> connect(settings(false), 2));
      contenders.keySet().removeIf(name -> !name.contains(only));
      var results = new Results(System.out);
      // The first turns warm the worker up.
      for (var round = 0; round <= rounds; round++) {
        for (var contender : contenders.entrySet()) {
          var stretch = contender.getValue().run();
          if (round > 0) {
            results.add(contender.getKey(), stretch);
          }
        }
      }
      results.summary(
          Stream.of(PRODUCER, READY_MADE, READY_MADE + ", 2 tasks")
              .filter(contenders::containsKey)
              .toList());
      return 0;
    }
  }

  private Map<String, String> cleaning() {
    return new TreeMap<>(
        PropertiesFile.read(stack.installation().config("local/source.properties")));
  }

  private Map<String, String> settings(boolean readyMade) {
    var settings = cleaning();
    settings
        .keySet()
        .removeIf(name -> name.startsWith("transforms") || name.startsWith("predicates"));
    if (readyMade) {
      settings.put("connector.class", "io.pinstream.bench.source.ReadyMadeSourceConnector");
    }
    return settings;
  }

  private double writePayloads(Path file) {
    var userId = "payloads";
    try (var meter = meter(TopicMeter.parts(userId), Map.of())) {
      run(settings(false), userId, 1, meter, PAYLOADS * 2L, 1);
      return SampledPayloads.write(
          stack.broker().bootstrapServers(), TopicMeter.parts(userId), PARTITIONS, PAYLOADS, file);
    }
  }

  private Stretch connect(Map<String, String> settings, int tasks) {
    var userId = "turn" + turns++;
    try (var meter =
        meter(TopicMeter.parts(userId), Map.of("worker", stack.worker().process().pid()))) {
      return run(settings, userId, tasks, meter, warmUp, records);
    }
  }

  private Stretch run(
      Map<String, String> base,
      String userId,
      int tasks,
      TopicMeter meter,
      long before,
      long measured) {
    var settings = new TreeMap<>(base);
    settings.put("name", LocalStack.SOURCE + "-" + userId);
    settings.put("user.id", userId);
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("batch.max.rows", "1500");
    settings.put("posts.per.second", "0");
    var connect = stack.connect();
    connect.deploy(settings);
    try {
      return meter.measure(before, measured);
    } finally {
      connect.delete(settings.get("name"));
    }
  }

  private Stretch produce(ProducerPerformance benchmark) {
    var topic = "turn" + turns++;
    try (var process = benchmark.start(topic, warmUp + records + records / 2);
        var meter = meter(List.of(topic), Map.of("producer", process.pid()))) {
      return meter.measure(warmUp, records);
    }
  }

  private TopicMeter meter(List<String> topics, Map<String, Long> writers) {
    var processes = new LinkedHashMap<>(writers);
    processes.put("broker", stack.broker().process().pid());
    return new TopicMeter(
        stack.broker().bootstrapServers(),
        topics,
        topics.size() == 1 ? PARTITIONS * PARTITIONS : PARTITIONS,
        processes);
  }
}
