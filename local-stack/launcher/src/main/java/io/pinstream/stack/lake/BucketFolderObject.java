// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * One object: a file that says where it is in S3, which is what a table's metadata keeps.
 *
 * @param location {@code s3://bucket/key}
 */
record BucketFolderObject(String location, Path file) implements InputFile, OutputFile {
  @Override
  public long getLength() {
    return Files.localInput(file.toFile()).getLength();
  }

  @Override
  public SeekableInputStream newStream() {
    return Files.localInput(file.toFile()).newStream();
  }

  @Override
  public boolean exists() {
    return file.toFile().exists();
  }

  @Override
  public PositionOutputStream create() {
    return Files.localOutput(file.toFile()).create();
  }

  @Override
  public PositionOutputStream createOrOverwrite() {
    return Files.localOutput(file.toFile()).createOrOverwrite();
  }

  @Override
  public InputFile toInputFile() {
    return this;
  }
}
