// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Measures on the local stack. Let nothing else run meanwhile.",
    subcommands = {
      SourceBenchmark.class,
      TableSizeBenchmark.class,
      FirstRecordBenchmark.class,
      MemoryBenchmark.class,
      JoinBenchmark.class,
      JoinStateBenchmark.class,
      LatencyBenchmark.class,
      LoadBenchmark.class,
      RestBenchmark.class,
      LakeDayBenchmark.class
    })
final class Benchmarks {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help;

  private Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
