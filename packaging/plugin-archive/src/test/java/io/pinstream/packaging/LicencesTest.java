// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
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

  @Test
  void eachJarHasItsOwnLicenceOrTheOneThatIsKnown() throws IOException {
    var archive =
        new ZipBuilder("plugin-1.0")
            .manifest("plugin", "1.0", "source", "Apache License 2.0")
            .jar("bare-2.0.jar", new JarBuilder().type("bare/A"))
            .jar("own-1.0.jar", new JarBuilder().type("own/A").text("META-INF/LICENSE.txt", "mine"))
            .in(directory);
    Licences.putInto(archive, texts);
    assertThat(text(archive, FOLDER + "own-1.0.jar/LICENSE.txt")).isEqualTo("mine");
    assertThat(text(archive, FOLDER + "LGPL.txt")).isEqualTo("lesser");
    assertThat(text(archive, FOLDER + "README.txt"))
        .contains(
            "bare-2.0.jar: LGPL.txt; source: https://source\n",
            "own-1.0.jar: the folder of this name\n");
    assertThat(PluginArchive.read(archive).jars()).hasSize(2);
  }

  @Test
  void aJarWithoutLicenceIsRefused() {
    var archive =
        new ZipBuilder("plugin-1.0")
            .manifest("plugin", "1.0", "source", "Apache License 2.0")
            .jar("unknown-1.0.jar", new JarBuilder().type("a/A"))
            .in(directory);
    assertThatThrownBy(() -> Licences.putInto(archive, texts))
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
    Distribution.main(new String[] {archive.toString(), texts.toString(), image.toString()});
    assertThat(image.resolve("licences/LGPL.txt")).hasContent("lesser");
    assertThat(image.resolve("licences/README.txt")).content().contains("bare-2.0.jar: LGPL.txt");
  }

  private static String text(Path archive, String entry) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
