// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every benchmark on the stack can be told. */
final class TurnOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each contender's turn comes. Default: ${DEFAULT-VALUE}")
  int rounds;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "Only the contenders whose names hold this, to look into one of them.")
  String only;

  @Option(
      names = "--data-dir",
      defaultValue = "benchmarks/target/stack",
      description = "Where the stack keeps its files. Default: ${DEFAULT-VALUE}")
  Path directory;

  /** Whether a contender is among those to look into. */
  boolean takes(String contender) {
    return contender.contains(only);
  }
}
