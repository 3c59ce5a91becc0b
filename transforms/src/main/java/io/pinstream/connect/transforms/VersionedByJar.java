// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import org.apache.kafka.connect.components.Versioned;

/** A plugin whose version is that of the jar which it is in. */
interface VersionedByJar extends Versioned {

  @Override
  default String version() {
    String version = getClass().getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
