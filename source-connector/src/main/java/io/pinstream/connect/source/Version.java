// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source;

/** The version that the build wrote into the jar's manifest. */
final class Version {

  private Version() {}

  static String get() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
