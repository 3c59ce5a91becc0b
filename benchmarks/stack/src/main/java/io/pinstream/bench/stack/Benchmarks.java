// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures on the local stack. Let nothing else run meanwhile.",
    subcommands = {SourceBenchmark.class, TableSizeBenchmark.class, JoinBenchmark.class})
final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
