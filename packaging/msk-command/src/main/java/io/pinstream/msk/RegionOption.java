// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import picocli.CommandLine.Option;

/** The region, if it is not the AWS configuration's. */
final class RegionOption {
  @Option(
      names = "--region",
      description = "The AWS region. Default: that of your AWS configuration.")
  private String region;

  /** Null for that of the AWS configuration. */
  String name() {
    return region;
  }
}
