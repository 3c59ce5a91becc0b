// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * The archive of another plugin, as its maker hands it out: {@code <name>/lib/*.jar}, its licences
 * in {@code <name>/doc}, or jars in a zip with nothing else.
 *
 * @param jars content by file name
 * @param documents licences, notices and what else is in {@code doc}, by path below it
 */
record AddOn(
    Path file,
    String name,
    String version,
    Map<String, byte[]> jars,
    Map<String, byte[]> documents,
    Optional<HubManifest> manifest) {
  private static final Pattern LICENCE =
      Pattern.compile("(?:.*/)?((?:LICENSE|LICENCE|NOTICE|COPYING)[^/]*)");
  private static final Pattern DOCUMENT = Pattern.compile("(?:[^/]+/)?doc/(.+)");
  private static final Pattern FILE_NAME = Pattern.compile("(.+?)-(\\d[^/]*)\\.(?:zip|jar)");

  /**
   * Reads it whole.
   *
   * @throws ArchiveException if it is no zip, or holds no jar
   */
  static AddOn read(Path file) {
    var jars = new TreeMap<String, byte[]>();
    var documents = new TreeMap<String, byte[]>();
    Optional<HubManifest> manifest = Optional.empty();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        var path = entry.getName();
        var document = DOCUMENT.matcher(path);
        var licence = LICENCE.matcher(path);
        if (path.endsWith(".jar")) {
          jars.put(path.substring(path.lastIndexOf('/') + 1), content(zip, path));
        } else if (document.matches()) {
          documents.put(document.group(1), content(zip, path));
        } else if (licence.matches()) {
          documents.putIfAbsent(licence.group(1), content(zip, path));
        } else if (path.matches("(?:[^/]+/)?manifest\\.json")) {
          manifest = Optional.of(HubManifest.read(content(zip, path), file.toString()));
        }
      }
    } catch (IOException e) {
      throw new ArchiveException(
          "%s cannot be read as a zip (%s): give the archive as it was downloaded"
              .formatted(file, e.getMessage()),
          e);
    }
    if (jars.isEmpty()) {
      throw new ArchiveException(
          "%s holds no jar: give the plugin's archive as it was downloaded".formatted(file));
    }
    var named = FILE_NAME.matcher(file.getFileName().toString());
    boolean isNamed = named.matches();
    return new AddOn(
        file,
        manifest.map(HubManifest::name).orElse(isNamed ? named.group(1) : "plugin"),
        manifest.map(HubManifest::version).orElse(isNamed ? named.group(2) : "unknown"),
        jars,
        documents,
        manifest);
  }

  private static byte[] content(ZipFile zip, String path) throws IOException {
    try (var content = zip.getInputStream(zip.getEntry(path))) {
      return content.readAllBytes();
    }
  }

  /** What the finished zip's name calls it: {@code s3-12.1.9} for kafka-connect-s3. */
  String shortName() {
    return name.replaceFirst("^(confluentinc-)?kafka-connect-", "") + "-" + version;
  }

  boolean isS3Sink() {
    return jars.keySet().stream().anyMatch(jar -> jar.matches("kafka-connect-s3-\\d.*"));
  }
}
