// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import picocli.CommandLine.Option;

/** Whether only to say what would be done. */
final class DryRunOption {
  @Option(
      names = "--dry-run",
      description = "Print every call that would change something, and make none of them.")
  private boolean dryRun;

  boolean isDryRun() {
    return dryRun;
  }
}
