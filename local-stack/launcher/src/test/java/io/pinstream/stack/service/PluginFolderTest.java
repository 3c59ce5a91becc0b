// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
  @TempDir private Path directory;
  private Path cache;

  @BeforeEach
  void makeCache() throws IOException {
    cache = Files.createDirectory(directory.resolve("cache"));
  }

  @Test
  void anArchiveIsUnpackedOnce() throws IOException {
    var archive = archive("plugin-1.0/lib/a.jar");
    var folder = PluginFolder.unpack(archive, cache);
    assertThat(folder.resolve("plugin/plugin-1.0/lib/a.jar")).hasContent("content");
    assertThat(PluginFolder.unpack(archive, cache)).isEqualTo(folder);
  }

  @Test
  void severalStacksUnpackAtTheSameTime() throws IOException {
    var archive = archive("plugin-1.0/lib/a.jar");
    var folders =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(n -> PluginFolder.unpack(archive, cache))
            .distinct()
            .toList();
    assertThat(folders).hasSize(1);
    assertThat(cache.toFile().list()).as("no partial folders").hasSize(1);
  }

  @Test
  void anEntryThatLeadsOutIsRefused() throws IOException {
    var archive = archive("../../../out.jar");
    assertThatThrownBy(() -> PluginFolder.unpack(archive, cache))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("leads out of the archive");
    assertThat(directory.resolve("out.jar")).doesNotExist();
  }

  @Test
  void anEntryThatIsNoNameOfAFileIsRefused() throws IOException {
    var archive = archive("lib/a\0.jar");
    assertThatThrownBy(() -> PluginFolder.unpack(archive, cache))
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll("plugin.zip", "is no name of a file");
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    var file = Files.writeString(directory.resolve("page.zip"), "<html>not found</html>");
    assertThatThrownBy(() -> PluginFolder.unpack(file, cache))
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll("page.zip is not a zip archive", "as it was downloaded");
    assertThat(cache).as("no partial folders").isEmptyDirectory();
  }

  private Path archive(String entry) throws IOException {
    var file = directory.resolve("plugin.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("content".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
