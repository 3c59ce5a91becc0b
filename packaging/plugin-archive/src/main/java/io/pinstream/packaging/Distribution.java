// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.nio.file.Path;

/**
 * The build's last step for an application's distribution, which no worker loads: puts the licences
 * of its jars into it.
 */
public final class Distribution {
  private Distribution() {}

  /**
   * Runs the step.
   *
   * @param arguments the archive, and the folder that {@link Licences#putInto} takes
   * @throws ArchiveException that names the jars whose licence nobody knows
   */
  public static void main(String[] arguments) {
    var archive = Path.of(arguments[0]);
    PluginArchives.orDeleted(archive, () -> Licences.putInto(archive, Path.of(arguments[1])));
  }
}
