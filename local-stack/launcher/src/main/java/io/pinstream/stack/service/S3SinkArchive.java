// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Confluent's S3 sink as Confluent Hub hands it out, or in our own zip. */
public final class S3SinkArchive {
  private static final String SINK = ".*/lib/kafka-connect-s3-[^/]*\\.jar";
  private static final String SOURCE = ".*/lib/pinstream-source-connector-[^/]*\\.jar";

  private S3SinkArchive() {}

  /** Whether a file is a zip with the sink's jar where Confluent puts it. */
  public static boolean isOne(Path file) {
    return holds(file, SINK);
  }

  /** Whether our own plugins are in it too. */
  public static boolean isBundled(Path file) {
    return holds(file, SOURCE);
  }

  private static boolean holds(Path file, String entryPattern) {
    try (var zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().matches(entryPattern));
    } catch (IOException e) {
      return false;
    }
  }
}
