// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the archives, and what must not be: a worker loads each with one class loader. */
class PluginArchivesIT {
  private static final Installation INSTALLATION = Installation.ofSystemProperty();
  private static final Pattern JAR = Pattern.compile(".*/lib/(.+?)-(\\d[^/]*)\\.jar");

  static Stream<Path> archives() {
    return Stream.of(INSTALLATION.mskPlugin(), INSTALLATION.lakehousePlugin());
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theWorkersOwnLibrariesStayOut(Path archive) throws IOException {
    assertThat(names(archive))
        .noneMatch(name -> name.matches(".*/(slf4j-.*|kafka-clients-.*|connect-[^/]*)\\.jar"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void noArtefactIsThereInTwoVersions(Path archive) throws IOException {
    assertThat(
            names(archive).stream()
                .map(JAR::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .toList())
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void licenceAndNoticeAreInside(Path archive) throws IOException {
    assertThat(names(archive))
        .anyMatch(name -> name.endsWith("/doc/LICENSE"))
        .anyMatch(name -> name.endsWith("/doc/NOTICE"));
  }

  @Test
  void servicesAreDeclaredForDiscovery() throws IOException {
    assertThat(services(INSTALLATION.mskPlugin()))
        .contains(
            "META-INF/services/org.apache.kafka.connect.source.SourceConnector",
            "META-INF/services/org.apache.kafka.connect.transforms.Transformation",
            "META-INF/services/java.sql.Driver");
    assertThat(services(INSTALLATION.lakehousePlugin()))
        .contains(
            "META-INF/services/org.apache.kafka.connect.sink.SinkConnector",
            "META-INF/services/org.apache.kafka.connect.transforms.Transformation");
  }

  private static List<String> names(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static List<String> services(Path archive) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var services = new ArrayList<String>();
      for (var jar : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
        try (var content = new ZipInputStream(zip.getInputStream(jar))) {
          for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
            if (entry.getName().startsWith("META-INF/services/")) {
              services.add(entry.getName());
            }
          }
        }
      }
      return services;
    }
  }
}
