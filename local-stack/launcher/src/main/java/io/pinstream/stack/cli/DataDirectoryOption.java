// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import io.pinstream.stack.Installation;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where a stack keeps its files. */
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Folder for topics, tables, bucket and logs. Each run starts it anew. Default: pinstream-data in the checkout.")
  private Path directory;

  /** The folder asked for, or the default. */
  Path path() {
    return directory != null
        ? directory
        : Installation.ofSystemProperty().home().resolve("pinstream-data");
  }
}
