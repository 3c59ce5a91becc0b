// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFolderTest {
  @TempDir private Path directory;
  private Path folder;

  @BeforeEach
  void makeCache() throws IOException {
    folder = Files.createDirectory(directory.resolve("cache")).resolve("folder");
  }

  @Test
  void isAsOpenToOthersAsAnyFolder() throws IOException {
    CachedFolder.of(folder, partial -> {});
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(Files.getPosixFilePermissions(folder.getParent()));
  }

  @Test
  void whoIsSlowerTakesTheOthersFolder() throws IOException {
    CachedFolder.of(
        folder,
        partial -> {
          Files.writeString(partial.resolve("mine"), "");
          CachedFolder.of(folder, other -> Files.writeString(other.resolve("other"), ""));
        });
    assertThat(folder.toFile().list()).containsExactly("other");
    assertThat(folder.getParent()).isDirectoryNotContaining(file -> !file.equals(folder));
  }

  @Test
  void whatCouldNotBeFilledIsSaidEvenIfAnotherStackCould() {
    assertThatThrownBy(
            () ->
                CachedFolder.of(
                    folder,
                    partial -> {
                      CachedFolder.of(folder, other -> {});
                      throw new NoSuchFileException("archive");
                    }))
        .isInstanceOf(NoSuchFileException.class);
  }
}
