// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * The licences of the jars in an archive's {@code lib}, put into its {@code doc/licences}: what a
 * jar itself carries, and the text that {@code licences.properties} names for one that carries
 * none. {@code doc/licences/README.txt} lists every jar.
 */
final class Licences {
  private static final Pattern LICENCE =
      Pattern.compile(
          "(?:META-INF/(?:resources/webjars/[^/]+/[^/]+/)?)?(?:(?:LICEN[SC]E|NOTICE|COPYING|ABOUT)[^/]*|LICEN[SC]ES?/.*[^/]|AL2\\.0|LGPL2\\.1)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_LICENCE =
      Pattern.compile("(?:META-INF/)?NOTICE[^/]*", Pattern.CASE_INSENSITIVE);

  private final Path texts;
  private final Properties known = new Properties();
  private final TreeSet<String> list = new TreeSet<>();
  private final List<String> without = new ArrayList<>();

  private Licences(Path texts) throws IOException {
    this.texts = texts;
    try (var reader = Files.newBufferedReader(texts.resolve("licences.properties"))) {
      known.load(reader);
    }
  }

  /**
   * Puts them in.
   *
   * @param texts the folder of {@code licences.properties} and of the texts that it names
   * @throws ArchiveException that names every jar whose licence nobody knows
   */
  static void putInto(Path archive, Path texts) {
    try (var zip = FileSystems.newFileSystem(archive)) {
      var licences = new Licences(texts);
      Path top;
      try (var tops = Files.list(zip.getPath("/"))) {
        top = tops.findFirst().orElseThrow();
      }
      List<Path> jars;
      try (var files = Files.list(top.resolve("lib"))) {
        jars = files.sorted().toList();
      }
      var time = Files.getLastModifiedTime(jars.get(0));
      var folder = top.resolve("doc/licences");
      for (var jar : jars) {
        licences.put(jar, folder);
      }
      if (!licences.without.isEmpty()) {
        throw new ArchiveException(
            "%s holds jars without a licence: name it in %s%n  %s"
                .formatted(
                    archive,
                    texts.resolve("licences.properties"),
                    String.join(System.lineSeparator() + "  ", licences.without)));
      }
      write(
          folder.resolve("README.txt"),
          "The jars of this archive, the licence of each, and where its source is if the licence asks for that.\n\n%s\n"
              .formatted(String.join("\n", licences.list))
              .getBytes(StandardCharsets.UTF_8));
      // The same input gives the same bytes.
      try (var files = Files.walk(folder)) {
        for (var file : files.toList()) {
          Files.setLastModifiedTime(file, time);
        }
      }
    } catch (IOException e) {
      throw new ArchiveException("%s: its licences cannot be written: %s".formatted(archive, e), e);
    }
  }

  private void put(Path jar, Path folder) throws IOException {
    var file = jar.getFileName().toString();
    var own = new TreeMap<String, byte[]>();
    try (var content = new ZipInputStream(Files.newInputStream(jar))) {
      for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
        if (!entry.isDirectory() && LICENCE.matcher(entry.getName()).matches()) {
          own.put(
              entry.getName().replaceFirst("^META-INF/", "").replace('/', '-'),
              content.readAllBytes());
        }
      }
    }
    for (var text : own.entrySet()) {
      write(folder.resolve(file).resolve(text.getKey()), text.getValue());
    }
    // TEXT, or TEXT and a remark; a dash where the jar has its own text.
    var words = known.getProperty(file.replaceFirst("-\\d.*", ""), "").split(" ", 2);
    boolean hasOwn = own.keySet().stream().anyMatch(name -> !NO_LICENCE.matcher(name).matches());
    if (!hasOwn && (words[0].isEmpty() || words[0].equals("-"))) {
      without.add(file);
    } else if (!hasOwn) {
      write(
          folder.resolve(words[0] + ".txt"), Files.readAllBytes(texts.resolve(words[0] + ".txt")));
    }
    list.add(
        "%s: %s%s"
            .formatted(
                file,
                hasOwn ? "the folder of this name" : words[0] + ".txt",
                words.length > 1 ? "; " + words[1] : ""));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
