// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import picocli.CommandLine.Option;

/** How much of a source's turn is measured. */
final class StretchOptions {
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
}
