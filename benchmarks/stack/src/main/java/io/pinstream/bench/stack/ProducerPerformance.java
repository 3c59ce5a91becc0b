// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.process.ChildProcess;
import io.pinstream.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Apache Kafka's own producer benchmark, of the worker's version, with the producer settings that
 * the connector ships.
 */
final class ProducerPerformance {
  private static final String OVERRIDE = "producer.override.";

  private final BenchmarkStack stack;
  private final Path payloads;
  private final Map<String, String> settings;

  /**
   * @param payloads a file with one record's value a line, to pick from at random
   * @param connector a source connector's settings
   */
  ProducerPerformance(BenchmarkStack stack, Path payloads, Map<String, String> connector) {
    this.stack = stack;
    this.payloads = payloads;
    settings = new TreeMap<>(Map.of("acks", "all"));
    connector.forEach(
        (name, value) -> {
          if (name.startsWith(OVERRIDE)) {
            settings.put(name.substring(OVERRIDE.length()), value);
          }
        });
    settings.put("bootstrap.servers", stack.broker().bootstrapServers());
  }

  /** Starts to write so many records, as fast as it goes. */
  ChildProcess start(String topic, long records) {
    var command =
        JavaCommand.of(
                "org.apache.kafka.tools.ProducerPerformance",
                stack
                    .installation()
                    .jars(
                        stack
                            .installation()
                            .home()
                            .resolve("benchmarks/source-peers/target/classpath")))
            .heap(512)
            .argument("--topic")
            .argument(topic)
            .argument("--num-records")
            .argument(records)
            .argument("--payload-file")
            .argument(payloads)
            .argument("--throughput")
            .argument("-1")
            .argument("--producer-props");
    settings.forEach((name, value) -> command.argument(name + "=" + value));
    return stack
        .children()
        .start("producer benchmark", command.toList(), Map.of(), stack.data().log("producer"));
  }
}
