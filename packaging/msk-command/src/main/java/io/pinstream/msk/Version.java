// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"pinstream " + (version == null ? "(not packaged)" : version)};
  }
}
