// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class ProxyVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Pinstream " + current()};
  }

  /** The version, or {@code (from classes)} when the proxy does not run from its jar. */
  static String current() {
    return Optional.ofNullable(ProxyVersion.class.getPackage().getImplementationVersion())
        .orElse("(from classes)");
  }
}
