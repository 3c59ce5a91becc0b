// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Reads and writes {@code s3://bucket/key} in the folder in which the object store keeps it, so
 * that the lake can be queried and maintained when no stack runs. The object store serves what is
 * written here like any object. Iceberg makes it by its name and calls {@link #initialize}.
 */
public final class BucketFolderFileIo implements SupportsPrefixOperations {
  static final String FOLDER = "pinstream.object-store-folder";

  private static final long serialVersionUID = 1L;

  private String folder;

  @Override
  public void initialize(Map<String, String> properties) {
    folder = properties.get(FOLDER);
  }

  static Path file(Path objectStoreFolder, String location) {
    var uri = URI.create(location);
    return objectStoreFolder.resolve(uri.getHost()).resolve(uri.getPath().substring(1));
  }

  private Path file(String location) {
    return file(Path.of(folder), location);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new BucketFolderObject(location, file(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new BucketFolderObject(location, file(location));
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(file(location));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects whose key begins with a folder's: {@code s3://bucket/lake/post}. */
  @Override
  public List<FileInfo> listPrefix(String prefix) {
    var root = file(prefix);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    var found = new ArrayList<FileInfo>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(
                  new FileInfo(
                      prefix + "/" + root.relativize(file),
                      attributes.size(),
                      attributes.lastModifiedTime().toMillis()));
              return FileVisitResult.CONTINUE;
            }

            // A sink that commits meanwhile deletes what it has written in vain.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void deletePrefix(String prefix) {
    listPrefix(prefix).forEach(file -> deleteFile(file.location()));
  }
}
