// SPDX-License-Identifier: Apache-2.0
package io.pinstream.msk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginZipTest {
  @TempDir private Path directory;

  @Test
  void aChangeOfTheDocumentsIsTheSamePlugin() throws IOException {
    assertThat(hash("a/doc/README.md=old", "a/lib/a.jar=code", "a/lib/b.jar=more"))
        .isEqualTo(hash("a/doc/README.md=new", "a/lib/a.jar=code", "a/lib/b.jar=more"))
        .as("printf codemore | sha256sum")
        .isEqualTo("b6c4a6f3a129");
  }

  @Test
  void otherCodeIsAnotherPlugin() throws IOException {
    assertThat(hash("a/lib/a.jar=code")).isNotEqualTo(hash("a/lib/a.jar=other"));
  }

  @Test
  void whatIsNoPluginIsNamed() throws IOException {
    var none = zip(directory.resolve("none.zip"), List.of("readme=a"));
    assertThatThrownBy(() -> PluginZip.of(none)).hasMessageContaining("holds no jars");
    var missing = directory.resolve("missing.zip");
    assertThatThrownBy(() -> PluginZip.of(missing)).hasMessageContaining("./mvnw package");
  }

  private String hash(String... entries) throws IOException {
    return PluginZip.of(zip(directory.resolve("a.zip"), List.of(entries))).hash();
  }

  /** Writes a zip of entries {@code path=content}. */
  static Path zip(Path file, List<String> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries) {
        var parts = entry.split("=", 2);
        zip.putNextEntry(new ZipEntry(parts[0]));
        zip.write(parts[1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }
}
