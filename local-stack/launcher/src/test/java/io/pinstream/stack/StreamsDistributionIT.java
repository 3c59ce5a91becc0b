// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Streams app as users get it: unpacked somewhere, started by its script. */
class StreamsDistributionIT {
  @TempDir private Path folder;
  private UnpackedDistribution app;

  @BeforeEach
  void unpack() throws IOException {
    app = UnpackedDistribution.of(Installation.ofSystemProperty().streamsDistribution(), folder);
  }

  @Test
  void holdsWhatIsNeededAndNothingOfTheTests() throws IOException {
    assertThat(app.names(".")).containsExactlyInAnyOrder("bin", "lib", "config", "doc");
    assertThat(app.home().resolve("config/msk/streams.properties")).exists();
    assertThat(app.home().resolve("doc/LICENSE")).exists();
    assertThat(app.names("lib"))
        .anyMatch(name -> name.startsWith("kafka-streams-4"))
        .anyMatch(name -> name.startsWith("aws-msk-iam-auth-"))
        .noneMatch(name -> name.matches("(junit|assertj|kafka_2|kafka-streams-test).*"));
  }

  @Test
  void startsFromAnywhereByItsScriptOrALinkToIt() throws Exception {
    var script = app.script("pinstream-streams");
    assertThat(Files.getPosixFilePermissions(script)).contains(PosixFilePermission.OWNER_EXECUTE);
    var link = Files.createSymbolicLink(folder.resolve("streams"), script);
    assertThat(app.run(link, Map.of(), "--version").out()).startsWith("Pinstream ");
    var config =
        Files.writeString(
            folder.resolve("app.properties"), "bootstrap.servers=127.0.0.1:1\nuser.id=demo\n");
    var topology = app.run(script, Map.of(), "--config", config.toString(), "--topology");
    assertThat(topology.err()).isEmpty();
    assertThat(topology.out()).contains("pin-source (topics: [demo.pin])");
  }

  @Test
  void takesOptionsForTheJvmAndSaysWhatIsWrongWithIt() throws Exception {
    var script = app.script("pinstream-streams");
    assertThat(app.run(script, Map.of("JAVA_OPTS", "-Xmx64m -showversion"), "--version").err())
        .contains("version \"");
    var wrong = app.run(script, Map.of("JAVA_HOME", "/nowhere"), "--version");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("JAVA_HOME is /nowhere", "17 or newer");
    var unset =
        app.run(
            script,
            Map.of(),
            "--config",
            app.home().resolve("config/local/streams.properties").toString());
    assertThat(unset.exitCode()).isEqualTo(2);
    assertThat(unset.err()).contains("user.id");
  }
}
