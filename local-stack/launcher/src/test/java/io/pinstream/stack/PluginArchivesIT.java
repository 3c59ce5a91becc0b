// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is in the archives beside their jars, and in their bills of materials. The jars are checked
 * by the build itself, before an archive is finished.
 */
class PluginArchivesIT {
  private static final Installation INSTALLATION = Installation.ofSystemProperty();

  /** The jars of each archive, by file. */
  private static final Map<Path, Map<String, ArchivedJar>> JARS = new HashMap<>();

  private record ArchivedJar(String sha256, boolean holdsProtocolBuffers) {}

  /** Reads each archive once: there are 200 MB of them. */
  @BeforeAll
  static void readJars(@TempDir Path folder) throws Exception {
    for (var archive : all().toList()) {
      JARS.put(archive, jars(archive, folder.resolve("a.jar")));
    }
  }

  private static Map<String, ArchivedJar> jars(Path archive, Path copy) throws Exception {
    var jars = new HashMap<String, ArchivedJar>();
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
        var sha256 = MessageDigest.getInstance("SHA-256");
        try (var content = new DigestInputStream(zip.getInputStream(entry), sha256)) {
          Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        jars.put(
            entry.getName().replaceFirst(".*/", ""),
            new ArchivedJar(HexFormat.of().formatHex(sha256.digest()), holdsProtocolBuffers(copy)));
      }
    }
    return jars;
  }

  private static boolean holdsProtocolBuffers(Path jar) throws IOException {
    return names(jar).stream()
        .anyMatch(name -> name.matches(".*protobuf.*/CodedInputStream\\.class"));
  }

  static Stream<Path> archives() {
    return Stream.concat(
        Stream.of(INSTALLATION.mskPlugin(), INSTALLATION.lakehousePlugin()),
        INSTALLATION.mskPluginWithS3Sink().stream());
  }

  static Stream<Path> ofOurJars() {
    return Stream.of(
        INSTALLATION.mskPlugin(),
        INSTALLATION.lakehousePlugin(),
        INSTALLATION.streamsDistribution(),
        INSTALLATION.restDistribution());
  }

  static Stream<Path> all() {
    return Stream.concat(ofOurJars(), INSTALLATION.mskPluginWithS3Sink().stream());
  }

  @ParameterizedTest
  @MethodSource("ofOurJars")
  void licenceAndANoticeOfEachJarAreInside(Path archive) throws IOException {
    assertThat(names(archive)).contains(top(archive) + "/doc/LICENSE");
    assertThat(notice(archive))
        .startsWith("Pinstream")
        .filteredOn(line -> line.contains(".jar: "))
        .map(PluginArchivesIT::jar)
        .containsExactlyInAnyOrderElementsOf(JARS.get(archive).keySet());
  }

  private static List<String> notice(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile());
        var notice = zip.getInputStream(zip.getEntry(top(archive) + "/doc/NOTICE"))) {
      return new String(notice.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The jar that a line of the notice is of. */
  private static String jar(String line) {
    return line.replaceFirst(": .*", "");
  }

  private static String top(Path archive) {
    return archive.getFileName().toString().replaceFirst("\\.zip$", "");
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachJarIsInTheBillOfMaterialsAndTheReverse(Path archive) throws IOException {
    assertThat(components(archive))
        .map(component -> component.at("/hashes/0/content").asText())
        .containsExactlyInAnyOrderElementsOf(
            JARS.get(archive).values().stream().map(ArchivedJar::sha256).toList());
  }

  /** It is what scanners know an artefact by. */
  @ParameterizedTest
  @MethodSource("ofOurJars")
  void eachArtefactOfTheBillHasAPackageUrl(Path archive) throws IOException {
    assertThat(components(archive))
        .allMatch(component -> component.path("purl").asText().startsWith("pkg:maven/"));
  }

  @ParameterizedTest
  @MethodSource("ofOurJars")
  void eachJarOfTheBillHasALicence(Path archive) throws IOException {
    assertThat(components(archive))
        .allMatch(component -> component.at("/licenses/0/expression").isTextual());
  }

  /** The notice is for people, the bill for scanners. */
  @ParameterizedTest
  @MethodSource("ofOurJars")
  void whatIsInsideOfAJarIsInTheNoticeAndInTheBill(Path archive) throws IOException {
    var inNotice = new HashMap<String, List<String>>();
    for (var line : notice(archive)) {
      var parts = line.split("; inside: ", 2);
      if (parts.length == 2) {
        inNotice.put(jar(line), List.of(parts[1].split(", ")));
      }
    }
    assertThat(insideByJar(archive)).isEqualTo(inNotice);
  }

  /** Those who put them into a jar rename them, and say nothing of it. */
  @ParameterizedTest
  @MethodSource("ofOurJars")
  void protocolBuffersAreInTheBillWhereverTheirClassesAre(Path archive) throws IOException {
    var withThem = new TreeSet<String>();
    JARS.get(archive)
        .forEach(
            (file, jar) -> {
              if (jar.holdsProtocolBuffers()) {
                withThem.add(file);
              }
            });
    var inside = insideByJar(archive);
    inside.values().removeIf(parts -> !parts.toString().contains("protobuf"));
    assertThat(inside).containsOnlyKeys(withThem);
  }

  private static Map<String, List<String>> insideByJar(Path archive) throws IOException {
    var inside = new HashMap<String, List<String>>();
    var jars = JARS.get(archive);
    for (var component : components(archive)) {
      var parts =
          component
              .path("components")
              .valueStream()
              .map(
                  part ->
                      "%s:%s %s"
                          .formatted(
                              part.path("group").asText(),
                              part.path("name").asText(),
                              part.path("version").asText()))
              .toList();
      var content = component.at("/hashes/0/content").asText();
      jars.forEach(
          (file, jar) -> {
            if (jar.sha256().equals(content) && !parts.isEmpty()) {
              inside.put(file, parts);
            }
          });
    }
    return inside;
  }

  private static List<JsonNode> components(Path archive) throws IOException {
    var name = archive.getFileName().toString().replaceFirst("zip$", "cdx.json");
    var bill = new ObjectMapper().readTree(archive.resolveSibling(name).toFile());
    return bill.path("components").valueStream().toList();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theManifestIsWhatConfluentHubInstalls(Path archive) throws IOException {
    var manifest = manifest(archive);
    assertThat(manifest.toString()).doesNotContain("${");
    assertThat(manifest.fieldNames())
        .toIterable()
        .contains("name", "version", "title", "description", "owner", "license", "release_date");
    // The client installs to <owner>-<name>, and wants one folder of the archive's name at the top.
    var component =
        "%s-%s-%s"
            .formatted(
                manifest.at("/owner/username").asText(),
                manifest.path("name").asText(),
                manifest.path("version").asText());
    assertThat(archive.getFileName()).hasToString(component + ".zip");
    assertThat(names(archive)).allMatch(name -> name.startsWith(component + "/"));
    assertThat(manifest.path("component_types"))
        .isNotEmpty()
        .allMatch(
            type -> List.of("source", "sink", "transform", "converter").contains(type.asText()));
  }

  private static JsonNode manifest(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var entry =
          zip.stream().filter(e -> e.getName().matches("[^/]+/manifest\\.json")).findFirst();
      return new ObjectMapper().readTree(zip.getInputStream(entry.orElseThrow()));
    }
  }

  private static List<String> names(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
