// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicencesTest {
  private static final String FOLDER = "plugin-1.0/doc/licences/";

  @TempDir private Path directory;
  private Path texts;

  @BeforeEach
  void writeTexts() throws IOException {
    texts = Files.createDirectory(directory.resolve("texts"));
    Files.writeString(texts.resolve("licences.properties"), "bare=LGPL source: https://source\n");
    Files.writeString(texts.resolve("LGPL.txt"), "lesser");
  }

  private ResolvedArtefacts known() {
    return ResolvedArtefacts.of(KnownLicences.in(texts));
  }

  @Test
  void eachJarHasItsOwnLicenceOrTheOneThatIsKnown() throws IOException {
    var archive =
        new ZipBuilder("plugin-1.0")
            .manifest("plugin", "1.0", "source", "Apache License 2.0")
            .jar("bare-2.0.jar", new JarBuilder().type("bare/A"))
            .jar("own-1.0.jar", new JarBuilder().type("own/A").text("META-INF/LICENSE.txt", "mine"))
            .in(directory);
    Licences.putInto(archive, known());
    assertThat(text(archive, FOLDER + "own-1.0.jar/LICENSE.txt")).isEqualTo("mine");
    assertThat(text(archive, FOLDER + "LGPL.txt")).isEqualTo("lesser");
    assertThat(text(archive, "plugin-1.0/doc/NOTICE"))
        .contains(
            "bare-2.0.jar: LGPL.txt; source: https://source\n",
            "own-1.0.jar: the folder of this name\n");
    assertThat(PluginArchive.read(archive).jars()).hasSize(2);
  }

  @Test
  void aTextThatLiesDeeperOrHasALongerNameIsFoundToo() throws IOException {
    var archive =
        new ZipBuilder("plugin-1.0")
            .text("doc/NOTICE", "Ours.\n")
            .jar(
                "own-1.0.jar",
                new JarBuilder()
                    .type("own/License")
                    .text("META-INF/maven/own/own/LICENSE.zentus", "zentus")
                    .text("META-INF/FastDoubleParser-LICENSE", "fast")
                    .text("META-INF/licenses-binary/LICENSE.protobuf.txt", "protobuf"))
            .in(directory);
    Licences.putInto(archive, known());
    try (var zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .filteredOn(name -> name.startsWith(FOLDER))
          .containsExactlyInAnyOrder(
              FOLDER + "own-1.0.jar/maven-own-own-LICENSE.zentus",
              FOLDER + "own-1.0.jar/FastDoubleParser-LICENSE",
              FOLDER + "own-1.0.jar/licenses-binary-LICENSE.protobuf.txt");
    }
    assertThat(text(archive, "plugin-1.0/doc/NOTICE"))
        .startsWith("Ours.\n")
        .endsWith("\nown-1.0.jar: the folder of this name\n");
  }

  @Test
  void whatIsInsideOfAJarIsNamedAndGetsTheTextsThatAreKnown() throws IOException {
    Files.writeString(
        texts.resolve("licences.properties"),
        """
        shaded=LGPL,BSD holds a native library
        inside.shaded-1.0=com.google.protobuf:protobuf-java:3.25.5
        inside.shaded-2.0=com.google.protobuf:protobuf-java:4.35.0
        """);
    Files.writeString(texts.resolve("BSD.txt"), "berkeley");
    var archive =
        new ZipBuilder("plugin-1.0")
            .jar(
                "shaded-1.0.jar",
                new JarBuilder()
                    .artefact("acme", "shaded", "1.0")
                    .artefact("other", "part", "2.0")
                    .text("META-INF/licenses/com.ongres/scram-client-3.2/META-INF/LICENSE", "own"))
            .in(directory);
    Licences.putInto(archive, known());
    assertThat(text(archive, FOLDER + "BSD.txt")).isEqualTo("berkeley");
    assertThat(text(archive, "plugin-1.0/doc/NOTICE"))
        .contains(
            "shaded-1.0.jar: the folder of this name, LGPL.txt, BSD.txt; holds a native library; "
                + "inside: com.google.protobuf:protobuf-java 3.25.5, com.ongres:scram-client 3.2, "
                + "other:part 2.0\n");
  }

  @Test
  void noTimeOfTheBuildIsInWhatIsPutIn() throws IOException {
    var archive = new ZipBuilder("plugin-1.0").jar("bare-2.0.jar", new JarBuilder()).in(directory);
    Licences.putInto(archive, known());
    assertThat(timesOtherThanThatOfChange(archive)).isEmpty();
  }

  /** Of entries, as a file system of a zip writes them. */
  static List<String> timesOtherThanThatOfChange(Path archive) throws IOException {
    var others = new ArrayList<String>();
    try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var time = entry.getLastModifiedTime();
        for (var other : Arrays.asList(entry.getLastAccessTime(), entry.getCreationTime())) {
          if (other != null && !other.equals(time)) {
            others.add(entry.getName() + ": " + other);
          }
        }
      }
    }
    return others;
  }

  @Test
  void aJarWithoutLicenceIsRefused() {
    var archive =
        new ZipBuilder("plugin-1.0")
            .manifest("plugin", "1.0", "source", "Apache License 2.0")
            .jar("unknown-1.0.jar", new JarBuilder().type("a/A"))
            .in(directory);
    assertThatThrownBy(() -> Licences.putInto(archive, known()))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContainingAll("unknown-1.0.jar", "licences.properties");
  }

  @Test
  void anImageGetsWhatTheDistributionOfTheSameJarsSays() throws IOException {
    var archive =
        new ZipBuilder("plugin-1.0")
            .manifest("plugin", "1.0", "source", "Apache License 2.0")
            .jar("bare-2.0.jar", new JarBuilder().type("bare/A"))
            .in(directory);
    var image = directory.resolve("target/doc");
    var classPath = Files.writeString(directory.resolve("classpath"), "\n");
    Distribution.main(
        new String[] {
          archive.toString(),
          texts.toString(),
          image.toString(),
          directory.toString(),
          classPath.toString()
        });
    assertThat(image.resolve("licences/LGPL.txt")).hasContent("lesser");
    assertThat(image.resolve("NOTICE")).content().contains("bare-2.0.jar: LGPL.txt");
  }

  private static String text(Path archive, String entry) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
