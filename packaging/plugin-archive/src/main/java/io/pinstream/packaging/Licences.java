// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The licences of the jars in an archive's {@code lib}, put into its {@code doc/licences}: what a
 * jar itself carries, and the texts that {@link KnownLicences} has for what it does not. {@code
 * doc/NOTICE} gets the list of the jars.
 */
final class Licences {
  private static final String HEADING =
      "\nThe jars of this archive: where in doc/licences the licence of each is, its source if the licence asks for that, and what else is inside.\n\n";

  private final Path folder;
  private final List<String> list = new ArrayList<>();
  private final List<String> without = new ArrayList<>();

  private Licences(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts them in.
   *
   * @throws ArchiveException that names every jar whose licence nobody knows
   */
  static void putInto(Path archive, ResolvedArtefacts resolved) {
    try (var zip = FileSystems.newFileSystem(archive)) {
      var top = top(zip);
      var documents = top.resolve("doc");
      var licences = new Licences(documents.resolve("licences"));
      var jars = jars(top);
      for (var jar : jars) {
        licences.put(jar.getFileName().toString(), resolved.label(jar));
      }
      if (!licences.without.isEmpty()) {
        throw new ArchiveException(
            "%s holds jars without a licence: name it in licences.properties%n  %s"
                .formatted(archive, String.join(System.lineSeparator() + "  ", licences.without)));
      }
      var notice = documents.resolve("NOTICE");
      Files.writeString(
          notice,
          HEADING + String.join("\n", licences.list) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      var time = Files.getLastModifiedTime(jars.get(0));
      setTimes(notice, time);
      try (var files = Files.walk(licences.folder)) {
        for (var file : files.toList()) {
          setTimes(file, time);
        }
      }
    } catch (IOException e) {
      throw new ArchiveException("%s: its licences cannot be written: %s".formatted(archive, e), e);
    }
  }

  /** All three that a zip keeps: the same input gives the same bytes. */
  static void setTimes(Path file, FileTime time) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, time);
  }

  /** The one folder at the top of an archive. */
  static Path top(FileSystem zip) throws IOException {
    try (var tops = Files.list(zip.getPath("/"))) {
      return tops.findFirst().orElseThrow(() -> new NoSuchFileException("a folder"));
    }
  }

  static List<Path> jars(Path top) throws IOException {
    try (var files = Files.list(top.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void put(String file, JarLabel label) throws IOException {
    for (var own : label.own().entrySet()) {
      write(folder.resolve(file).resolve(own.getKey()), own.getValue());
    }
    var places = new ArrayList<String>();
    if (label.hasLicenceOfItsOwn()) {
      places.add("the folder of this name");
    }
    for (var given : label.given().entrySet()) {
      places.add(given.getKey());
      write(folder.resolve(given.getKey()), given.getValue());
    }
    if (places.isEmpty()) {
      without.add(file);
    }
    list.add(
        "%s: %s%s%s"
            .formatted(
                file,
                String.join(", ", places),
                label.remark().isEmpty() ? "" : "; " + label.remark(),
                label.inside().isEmpty() ? "" : "; inside: " + names(label.inside())));
  }

  private static String names(List<Artefact> artefacts) {
    return artefacts.stream()
        .map(part -> "%s:%s %s".formatted(part.group(), part.name(), part.version()))
        .collect(Collectors.joining(", "));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
