// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;

/** One way in which an archive breaks a worker's class path. */
@FunctionalInterface
interface Rule {
  /** A line for each violation: which jar, which class, what to do. */
  List<String> violations(PluginArchive archive);
}
