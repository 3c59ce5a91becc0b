// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The build's last step for an application's distribution, which no worker loads: puts the licences
 * of its jars into it, what it says of itself into a folder, for the image that holds the same
 * jars, and its bill of materials beside it.
 */
public final class Distribution {
  private static final String DOCUMENTS = "/doc/";

  private Distribution() {}

  /**
   * Runs the step.
   *
   * @param arguments the archive, the folder that {@link KnownLicences#in} takes, the one that the
   *     archive's {@code doc} is copied to, and the repository and the class path that {@link
   *     ResolvedArtefacts#read} takes
   * @throws ArchiveException that names the jars whose licence nobody knows
   */
  public static void main(String[] arguments) {
    var archive = Path.of(arguments[0]);
    PluginArchives.orDeleted(
        archive,
        () -> {
          var resolved =
              ResolvedArtefacts.read(
                  Path.of(arguments[3]),
                  Path.of(arguments[4]),
                  Map.of(),
                  KnownLicences.in(Path.of(arguments[1])));
          Licences.putInto(archive, resolved);
          copyDocuments(archive, Path.of(arguments[2]));
          BillOfMaterials.write(archive, resolved);
        });
  }

  private static void copyDocuments(Path archive, Path target) {
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        int start = entry.getName().indexOf(DOCUMENTS);
        if (start >= 0 && !entry.isDirectory()) {
          var file = target.resolve(entry.getName().substring(start + DOCUMENTS.length()));
          Files.createDirectories(file.getParent());
          try (var content = zip.getInputStream(entry)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    } catch (IOException e) {
      throw new ArchiveException(
          "%s: its documents cannot be copied to %s: %s".formatted(archive, target, e), e);
    }
  }
}
