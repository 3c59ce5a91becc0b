// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import picocli.CommandLine.Option;

/** Whose topics. */
final class UserIdOption {
  @Option(
      names = "--user-id",
      paramLabel = "U",
      defaultValue = "pinstream",
      description = "The prefix of the topics. Default: ${DEFAULT-VALUE}.")
  private String userId;

  String userId() {
    return userId;
  }
}
