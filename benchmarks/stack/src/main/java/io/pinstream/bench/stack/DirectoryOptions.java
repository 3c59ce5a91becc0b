// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every benchmark on the stack can be told. */
final class DirectoryOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help;

  @Option(
      names = "--data-dir",
      defaultValue = "benchmarks/target/stack",
      description = "Where the stack keeps its files. Default: ${DEFAULT-VALUE}")
  Path path;
}
