// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
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
  private static final int LONGEST_NAME = 500;
  private static final Pattern WORD = Pattern.compile("[\\w.+~ -]+");

  /**
   * Not absolute, with no part that is empty or leads upwards, and nothing that is no character.
   */
  private static final Pattern PATH =
      Pattern.compile("(?:(?!\\.\\.?/)[^/\\\\\\p{Cntrl}]+/)*(?!\\.\\.?$)[^/\\\\\\p{Cntrl}]+");

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
    var unpacked = new UnpackedBytes();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
        var path = entry.getName();
        var document = DOCUMENT.matcher(path);
        var licence = LICENCE.matcher(path);
        checkName(file, "path", path, PATH);
        if (path.endsWith(".jar")) {
          jars.put(path.substring(path.lastIndexOf('/') + 1), content(zip, entry, unpacked));
        } else if (document.matches()) {
          documents.put(document.group(1), content(zip, entry, unpacked));
        } else if (licence.matches()) {
          documents.putIfAbsent(licence.group(1), content(zip, entry, unpacked));
        } else if (path.matches("(?:[^/]+/)?manifest\\.json")) {
          manifest = Optional.of(HubManifest.read(content(zip, entry, unpacked), file.toString()));
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
    var name = manifest.map(HubManifest::name).orElse(isNamed ? named.group(1) : "plugin");
    var version = manifest.map(HubManifest::version).orElse(isNamed ? named.group(2) : "unknown");
    checkName(file, "name in its manifest.json", name, WORD);
    checkName(file, "version in its manifest.json", version, WORD);
    return new AddOn(file, name, version, jars, documents, manifest);
  }

  private static byte[] content(ZipFile zip, ZipEntry entry, UnpackedBytes unpacked)
      throws IOException {
    try (var content = zip.getInputStream(entry)) {
      return unpacked.readAll(content);
    }
  }

  /** Names go into the paths of another archive, and into its own name. */
  private static void checkName(Path file, String what, String name, Pattern allowed) {
    if (name.length() > LONGEST_NAME || !allowed.matcher(name).matches()) {
      throw new ArchiveException(
          "%s has a %s that no file can have inside of an archive, '%.80s': give the archive as it was downloaded"
              .formatted(file, what, name));
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
