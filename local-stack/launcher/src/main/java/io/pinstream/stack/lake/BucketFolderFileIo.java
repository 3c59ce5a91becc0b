// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Reads {@code s3://bucket/key} from the folder in which the object store keeps it, so that the
 * lake can be queried when no stack runs. Iceberg makes it by its name and calls {@link
 * #initialize}.
 */
public final class BucketFolderFileIo implements FileIO {
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

  @Override
  public InputFile newInputFile(String location) {
    return Files.localInput(file(Path.of(folder), location).toFile());
  }

  @Override
  public OutputFile newOutputFile(String location) {
    throw new IllegalStateException("the lake is read-only here: " + location);
  }

  @Override
  public void deleteFile(String location) {
    throw new IllegalStateException("the lake is read-only here: " + location);
  }
}
