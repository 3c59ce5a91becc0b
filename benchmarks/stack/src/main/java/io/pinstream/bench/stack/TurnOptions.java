// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import java.util.List;
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
      split = ";",
      defaultValue = "",
      description = "Only the contenders whose names hold one of these, to look into some of them.")
  List<String> only;

  /** Whether a contender is among those to look into. */
  boolean takes(String contender) {
    return only.stream().anyMatch(contender::contains);
  }
}
