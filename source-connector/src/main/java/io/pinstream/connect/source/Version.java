// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

/** What a worker shows as the version of the connector and of its tasks. */
final class Version {

  private Version() {}

  /** That of the jar. */
  static String ofJar() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
