// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A plugin archive as a worker wants it: unpacked into a folder of the plugin path. */
final class PluginFolder {
  /** Ten times the largest that is known; a few kilobytes of zip can unpack to more. */
  private static final long MAX_BYTES = 2L << 30;

  private PluginFolder() {}

  /**
   * Unpacks an archive, unless this very archive has been unpacked there before.
   *
   * @return the folder for {@code plugin.path}
   * @throws StackException if the file is not there or is no zip
   */
  static Path unpack(Path archive, Path cache) {
    try {
      var name = archive.getFileName().toString().replaceAll("\\.zip$", "");
      var folder =
          cache.resolve(
              "%s-%s-%s"
                  .formatted(
                      name, Files.size(archive), Files.getLastModifiedTime(archive).toMillis()));
      return CachedFolder.of(folder, partial -> extract(archive, partial.resolve("plugin")));
    } catch (ZipException e) {
      throw new StackException(
          "%s is not a zip archive (%s). Give the file as it was downloaded."
              .formatted(archive, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new StackException("%s cannot be unpacked: %s".formatted(archive, e), e);
    }
  }

  private static void extract(Path archive, Path target) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      long left = MAX_BYTES;
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        var file = fileOf(entry, target);
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          try (var content = zip.getInputStream(entry);
              var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            left = copy(content, out, left);
          }
        }
      }
    }
  }

  private static Path fileOf(ZipEntry entry, Path target) throws ZipException {
    Path file;
    try {
      file = target.resolve(entry.getName()).normalize();
    } catch (InvalidPathException e) {
      throw new ZipException("the entry " + entry.getName() + " is no name of a file");
    }
    if (!file.startsWith(target)) {
      throw new ZipException("the entry " + entry.getName() + " leads out of the archive");
    }
    return file;
  }

  /** Copies, and says how many bytes more there may be. */
  private static long copy(InputStream content, OutputStream out, long left) throws IOException {
    long rest = left;
    var buffer = new byte[65_536];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      rest -= n;
      if (rest < 0) {
        throw new ZipException("it unpacks to more than %s MB".formatted(MAX_BYTES >> 20));
      }
      out.write(buffer, 0, n);
    }
    return rest;
  }
}
