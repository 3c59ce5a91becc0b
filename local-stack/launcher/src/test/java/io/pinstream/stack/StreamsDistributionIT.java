// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Streams app as users get it: unpacked somewhere, started by its script. */
class StreamsDistributionIT {
  @TempDir private Path folder;
  private Path home;

  private record Result(int exitCode, String out, String err) {}

  @BeforeEach
  void unpack() throws IOException {
    var zip = Installation.ofSystemProperty().streamsDistribution();
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
      home = top.findFirst().orElseThrow();
    }
  }

  @Test
  void holdsWhatIsNeededAndNothingOfTheTests() throws IOException {
    try (var names = Files.list(home)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("bin", "lib", "config", "doc");
    }
    assertThat(home.resolve("config/msk/streams.properties")).exists();
    assertThat(home.resolve("doc/LICENSE")).exists();
    try (var jars = Files.list(home.resolve("lib"))) {
      assertThat(jars.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.startsWith("kafka-streams-4"))
          .anyMatch(name -> name.startsWith("aws-msk-iam-auth-"))
          .noneMatch(name -> name.matches("(junit|assertj|kafka_2|kafka-streams-test).*"));
    }
  }

  @Test
  void startsFromAnywhereByItsScriptOrALinkToIt() throws Exception {
    var script = home.resolve("bin/pinstream-streams");
    assertThat(Files.getPosixFilePermissions(script)).contains(PosixFilePermission.OWNER_EXECUTE);
    var link = Files.createSymbolicLink(folder.resolve("streams"), script);
    assertThat(run(link, Map.of(), "--version").out()).startsWith("Pinstream ");
    var config =
        Files.writeString(
            folder.resolve("app.properties"), "bootstrap.servers=127.0.0.1:1\nuser.id=demo\n");
    var topology = run(script, Map.of(), "--config", config.toString(), "--topology");
    assertThat(topology.err()).isEmpty();
    assertThat(topology.out()).contains("pin-source (topics: [demo.pin])");
  }

  @Test
  void takesOptionsForTheJvmAndSaysWhatIsWrongWithIt() throws Exception {
    var script = home.resolve("bin/pinstream-streams");
    assertThat(run(script, Map.of("JAVA_OPTS", "-Xmx64m -showversion"), "--version").err())
        .contains("version \"");
    var wrong = run(script, Map.of("JAVA_HOME", "/nowhere"), "--version");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("JAVA_HOME is /nowhere", "17 or newer");
    var unset =
        run(
            script,
            Map.of(),
            "--config",
            home.resolve("config/local/streams.properties").toString());
    assertThat(unset.exitCode()).isEqualTo(2);
    assertThat(unset.err()).contains("user.id");
  }

  private Result run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    var out = folder.resolve("out").toFile();
    var err = folder.resolve("err").toFile();
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    var process = builder.redirectOutput(out).redirectError(err).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return new Result(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
