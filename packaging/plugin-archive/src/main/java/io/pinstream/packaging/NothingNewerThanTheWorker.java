// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;

/** No class file that the worker's Java refuses ({@code UnsupportedClassVersionError}). */
final class NothingNewerThanTheWorker implements Rule {
  @Override
  public List<String> violations(PluginArchive archive) {
    return archive.jars().stream()
        .filter(jar -> jar.newest().major() > JavaRelease.WORKER_MAJOR)
        .map(
            jar ->
                "%s holds %s for Java %s, and MSK Connect runs Java %s: take a release of %s for Java %s"
                    .formatted(
                        jar.file(),
                        jar.newest().entry(),
                        JavaRelease.ofMajor(jar.newest().major()),
                        JavaRelease.WORKER,
                        jar.artefact().name(),
                        JavaRelease.WORKER))
        .toList();
  }
}
