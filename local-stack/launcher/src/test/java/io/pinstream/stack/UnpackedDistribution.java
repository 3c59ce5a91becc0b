// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A distribution's zip as users have it: unpacked somewhere, with a Java runtime and nothing else.
 *
 * @param folder of the test's own, for what its programs print
 * @param home where {@code bin}, {@code lib} and {@code config} are
 */
record UnpackedDistribution(Path folder, Path home) {

  /** What a program said, and how it ended. */
  record Result(int exitCode, String out, String err) {}

  static UnpackedDistribution of(Path zip, Path folder) throws IOException {
    var target = Files.createDirectories(folder.resolve("a folder with blanks"));
    try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"));
        var paths = Files.walk(files.getPath("/"))) {
      for (var path : (Iterable<Path>) paths::iterator) {
        var to = target.resolve(path.toString().substring(1));
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to);
          Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(path));
        }
      }
    }
    try (var top = Files.list(target)) {
      return new UnpackedDistribution(folder, top.findFirst().orElseThrow());
    }
  }

  Path script(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The names of the files in one of its folders. */
  List<String> names(String directory) throws IOException {
    try (var files = Files.list(home.resolve(directory))) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Starts a program of it; its output is the files {@code out} and {@code err}. */
  Process start(Path script, Map<String, String> environment, List<String> arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** Runs a program of it that ends by itself. */
  Result run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var process = start(script, environment, List.of(arguments));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return new Result(process.exitValue(), printed("out"), printed("err"));
  }

  /** What the last program has printed so far, to {@code out} or {@code err}. */
  String printed(String where) throws IOException {
    return Files.readString(folder.resolve(where));
  }
}
