// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own in memory, which only root may mount. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 1 << 16;
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one; empty if that is not allowed here.
   *
   * @param mebibytes its size
   */
  static Optional<SmallDisk> mount(String name, int mebibytes) {
    try {
      var folder = Files.createTempDirectory("pinstream-soak-" + name);
      if (run(
          "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString())) {
        return Optional.of(new SmallDisk(folder));
      }
      Files.delete(folder);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path folder() {
    return folder;
  }

  /** Fills it to the last byte. */
  void fill() {
    var block = new byte[BLOCK];
    for (int size = BLOCK; size > 0; size /= 16) {
      try (var file = Files.newOutputStream(ballast(size))) {
        while (true) {
          file.write(block, 0, size);
        }
      } catch (IOException e) {
        // It is full, but for what is smaller than this.
      }
    }
  }

  /** Makes room again. */
  void free() {
    try {
      for (int size = BLOCK; size > 0; size /= 16) {
        Files.deleteIfExists(ballast(size));
      }
    } catch (IOException e) {
      throw new StackException("%s cannot be made empty: %s".formatted(folder, e), e);
    }
  }

  // Not in the folder that the broker takes for topics.
  private Path ballast(int size) {
    return folder.resolve("ballast-" + size);
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      run("umount", "-l", folder.toString());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new StackException("%s cannot be unmounted: %s".formatted(folder, e), e);
    }
  }
}
