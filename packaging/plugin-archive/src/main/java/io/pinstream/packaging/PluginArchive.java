// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * A plugin zip, or a single jar, as a worker sees it: its jars, wherever they lie, are one class
 * path.
 *
 * @param file the zip
 * @param jars the jars in it, in the order of their paths
 */
record PluginArchive(Path file, List<Jar> jars) {
  PluginArchive {
    jars = List.copyOf(jars);
  }

  /**
   * Reads every jar of an archive.
   *
   * @throws ArchiveException if the file is no zip, or holds no jar
   */
  static PluginArchive read(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      var jars = new ArrayList<Jar>();
      var entries =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".jar"))
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .toList();
      for (var entry : entries) {
        var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        try (var content = zip.getInputStream(entry)) {
          jars.add(Jar.read(name, content));
        }
      }
      if (jars.isEmpty()) {
        throw new ArchiveException(
            "%s holds no jar: give the plugin's archive as it was downloaded".formatted(file));
      }
      return new PluginArchive(file, jars);
    } catch (IOException e) {
      throw new ArchiveException(
          "%s cannot be read as a zip (%s): give the archive as it was downloaded"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
