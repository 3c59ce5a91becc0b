// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class AppVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Pinstream " + current()};
  }

  /** The version, or {@code (from classes)} when the app does not run from its jar. */
  public static String current() {
    return Optional.ofNullable(AppVersion.class.getPackage().getImplementationVersion())
        .orElse("(from classes)");
  }
}
