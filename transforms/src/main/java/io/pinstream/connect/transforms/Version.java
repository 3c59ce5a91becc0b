// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

/** What a worker shows as the version of a plugin. */
final class Version {
  private Version() {}

  /** That of the jar which a class is in. */
  static String of(Class<?> plugin) {
    String version = plugin.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
