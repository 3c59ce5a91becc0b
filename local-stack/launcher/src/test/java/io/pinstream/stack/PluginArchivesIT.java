// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is in the archives beside their jars. The jars are checked by the build itself, before an
 * archive is finished.
 */
class PluginArchivesIT {
  private static final Installation INSTALLATION = Installation.ofSystemProperty();

  static Stream<Path> archives() {
    return Stream.concat(
        Stream.of(INSTALLATION.mskPlugin(), INSTALLATION.lakehousePlugin()),
        INSTALLATION.mskPluginWithS3Sink().stream());
  }

  @ParameterizedTest
  @MethodSource("archives")
  void licenceAndNoticeAreInside(Path archive) throws IOException {
    assertThat(names(archive))
        .anyMatch(name -> name.endsWith("/doc/LICENSE"))
        .anyMatch(name -> name.endsWith("/doc/NOTICE"));
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
