// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the build knows of an archive's jars, and some of them don't say.
 *
 * @param byFile what a jar is, by the name of its file
 * @param shaded what the build itself put into a jar, by the artefact's name
 * @param known what somebody looked up
 */
record ResolvedArtefacts(
    Map<String, Artefact> byFile, Map<String, List<Artefact>> shaded, KnownLicences known) {
  /** Where Maven is not asked. */
  static ResolvedArtefacts of(KnownLicences known) {
    return new ResolvedArtefacts(Map.of(), Map.of(), known);
  }

  /**
   * Reads class paths as maven-dependency-plugin writes them.
   *
   * @param repository the local repository, where a file lies in {@code group/name/version}
   * @param classPath of the module that makes the archive
   * @param shaded class paths of modules whose jars hold theirs, by the names of those jars
   */
  static ResolvedArtefacts read(
      Path repository, Path classPath, Map<String, Path> shaded, KnownLicences known) {
    var inside = new HashMap<String, List<Artefact>>();
    shaded.forEach(
        (name, itsClassPath) ->
            inside.put(name, List.copyOf(artefacts(repository, itsClassPath).values())));
    return new ResolvedArtefacts(artefacts(repository, classPath), inside, known);
  }

  private static Map<String, Artefact> artefacts(Path repository, Path classPath) {
    String files;
    try {
      files = Files.readString(classPath);
    } catch (IOException e) {
      throw new ArchiveException("%s, a class path, cannot be read: %s".formatted(classPath, e), e);
    }
    var artefacts = new HashMap<String, Artefact>();
    for (var file : files.strip().split(File.pathSeparator, -1)) {
      var path = Path.of(file);
      // The others are the build's own, which say what they are.
      if (path.startsWith(repository)) {
        var version = path.getParent();
        var name = version.getParent();
        var group =
            repository.relativize(name.getParent()).toString().replace(File.separatorChar, '.');
        artefacts.put(
            path.getFileName().toString(),
            new Artefact(group, name.getFileName().toString(), version.getFileName().toString()));
      }
    }
    return artefacts;
  }

  /** What a jar says of itself, and what is known beyond that. */
  JarLabel label(Path jar) throws IOException {
    var file = jar.getFileName().toString();
    var label = known.complete(file, JarLabel.read(jar));
    var artefact = byFile.getOrDefault(file, label.artefact());
    var inside = new TreeSet<>(label.inside());
    inside.addAll(shaded.getOrDefault(artefact.name(), List.of()));
    return new JarLabel(
        artefact, new ArrayList<>(inside), label.own(), label.given(), label.remark());
  }
}
