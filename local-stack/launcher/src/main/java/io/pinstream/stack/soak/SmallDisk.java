// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file system of its own in memory, which only root may mount. */
final class SmallDisk implements AutoCloseable {
  /** Why there may be none. */
  static final String MISSING = "a small disk can be mounted by root only";

  private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));
  private static final Pattern NAME = Pattern.compile("pinstream-soak-(\\d+)-.*");
  private static final int ATTEMPTS = 20;

  private final Path folder;
  private final long bytes;

  private SmallDisk(Path folder, long bytes) {
    this.folder = folder;
    this.bytes = bytes;
  }

  /** Mounts one; empty if that is not allowed here. */
  static Optional<SmallDisk> mount(String name, long bytes) {
    try {
      unmountLeftovers();
      var prefix = "pinstream-soak-%s-%s".formatted(ProcessHandle.current().pid(), name);
      var folder = Files.createTempDirectory(PARENT, prefix);
      if (run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString())) {
        return Optional.of(new SmallDisk(folder, bytes));
      }
      Files.delete(folder);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Those of soaks that were killed. */
  private static void unmountLeftovers() throws IOException {
    try (var folders = Files.newDirectoryStream(PARENT, "pinstream-soak-*")) {
      for (var folder : folders) {
        var name = NAME.matcher(folder.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          run("umount", "-l", folder.toString());
          Files.delete(folder);
        }
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Leaves no room for another byte. */
  void fill() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // What is written since the look at the disk is in the way of its new size.
      if (resize(folder.toFile().getTotalSpace() - folder.toFile().getFreeSpace())) {
        return;
      }
    }
    throw new StackException("%s cannot be made as small as what it holds".formatted(folder));
  }

  /** Makes room again. */
  void free() {
    if (!resize(bytes)) {
      throw new StackException("%s cannot be given its size again".formatted(folder));
    }
  }

  private boolean resize(long size) {
    return run("mount", "-o", "remount,size=" + size, folder.toString());
  }

  private static boolean run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true);
      process.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return process.start().onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (!run("umount", "-l", folder.toString()) || !folder.toFile().delete()) {
      throw new StackException("%s cannot be unmounted: do it by hand".formatted(folder));
    }
  }
}
