// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The packaged plugin with the ready-made source beside it, so that both share a class loader. */
final class BenchmarkPlugin {
  private BenchmarkPlugin() {}

  /**
   * Copies the archive and adds the ready-made source's jar to it.
   *
   * @return the new archive
   */
  static Path make(Installation installation, Path folder) {
    var packaged = installation.mskPlugin();
    try {
      Files.createDirectories(folder);
      var archive =
          Files.copy(
              packaged,
              folder.resolve("benchmark-plugin.zip"),
              StandardCopyOption.REPLACE_EXISTING);
      var jar = readyMadeSource(installation.home());
      try (var zip = FileSystems.newFileSystem(archive)) {
        var jars = sourceConnector(zip.getPath("/")).getParent();
        Files.copy(jar, jars.resolve(jar.getFileName().toString()));
      }
      return archive;
    } catch (IOException e) {
      throw new StackException(
          "the ready-made source could not be added to %s: %s".formatted(packaged, e), e);
    }
  }

  private static Path readyMadeSource(Path home) throws IOException {
    var target = home.resolve("benchmarks/source-peers/target");
    try (var jars = Files.newDirectoryStream(target, "pinstream-source-peers-*.jar")) {
      return jars.iterator().next();
    }
  }

  private static Path sourceConnector(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().contains("/pinstream-source-connector-"))
          .findFirst()
          .orElseThrow(() -> new IOException("it holds no pinstream-source-connector jar"));
    }
  }
}
