// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import picocli.CommandLine.Option;

/** How often whose turn comes. */
final class TurnOptions {
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

  /** Whether a contender is among those to look into. */
  boolean takes(String contender) {
    return contender.contains(only);
  }
}
