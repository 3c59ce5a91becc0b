// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import io.pinstream.stack.DataDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder that every stack would fill in the same way: the first one does it for all. */
final class CachedFolder {

  /** Fills a folder that is there and empty. */
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  private CachedFolder() {}

  /** The folder, filled now if it is not there; several stacks may ask for it at the same time. */
  static Path of(Path folder, Filler filler) throws IOException {
    if (!Files.exists(folder)) {
      var temporary = Files.createTempDirectory(folder.getParent(), "partial");
      try {
        // One more, for nobody else may look into a temporary folder.
        var partial = Files.createDirectory(temporary.resolve("folder"));
        filler.fill(partial);
        moveUnlessThere(partial, folder);
      } finally {
        DataDirectory.deleteTree(temporary);
      }
    }
    return folder;
  }

  private static void moveUnlessThere(Path partial, Path folder) throws IOException {
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Otherwise another stack was faster: a folder with files in it is not replaced.
      if (!Files.exists(folder)) {
        throw e;
      }
    }
  }
}
