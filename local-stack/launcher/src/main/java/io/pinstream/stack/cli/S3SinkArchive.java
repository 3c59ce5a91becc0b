// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Confluent's S3 sink as Confluent Hub hands it out. */
final class S3SinkArchive {
  private static final String SINK = ".*/lib/kafka-connect-s3-[^/]*\\.jar";

  private S3SinkArchive() {}

  /** Whether a file is a zip with the sink's jar where Confluent puts it. */
  static boolean isOne(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().matches(SINK));
    } catch (IOException e) {
      return false;
    }
  }
}
