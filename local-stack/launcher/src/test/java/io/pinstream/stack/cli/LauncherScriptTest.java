// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./pinstream} in a checkout whose Maven only says that it builds. */
class LauncherScriptTest {
  @TempDir private Path home;

  @BeforeEach
  void copyTheScript() throws IOException {
    var script = Path.of("../../pinstream");
    Files.copy(script, home.resolve("pinstream"));
  }

  @Test
  void aBuildNamesEachModuleAsItComesToIt() throws IOException, InterruptedException {
    maven(
        """
        echo '[INFO] Building Pinstream transforms 0.1.0-SNAPSHOT                     [3/18]'
        echo '[INFO] Building Pinstream launcher 0.1.0-SNAPSHOT                      [18/18]'
        mkdir -p local-stack/launcher/target local-stack/target/class-data
        touch local-stack/target/class-data/broker-of-an-earlier-build.jsa
        """);
    assertThat(run())
        .contains("Starting it once, so that it starts sooner from now on ...")
        .contains(
            "[3/18] Pinstream transforms 0.1.0-SNAPSHOT",
            "[18/18] Pinstream launcher 0.1.0-SNAPSHOT")
        .noneMatch(line -> line.contains("\u001B") || line.contains("\r"))
        .noneMatch(line -> line.contains("the build failed"));
    assertThat(home.resolve("local-stack/target/class-data")).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndEndsTheScript() throws IOException, InterruptedException {
    maven(
        """
        echo '[INFO] Building Pinstream transforms 0.1.0-SNAPSHOT                     [3/18]'
        echo '[ERROR] no such symbol' >&2
        exit 1
        """);
    assertThat(run())
        .contains("[ERROR] no such symbol")
        .last()
        .asString()
        .startsWith("pinstream: the build failed. Its log: ");
  }

  @Test
  void theFirstStartShowsItsSteps() throws IOException, InterruptedException {
    maven("mkdir -p local-stack/launcher/target");
    script(
        Files.createDirectories(home.resolve("jdk/bin")).resolve("java"),
        """
        case "$*" in
          -version) echo 'openjdk version "17.0.1"' ;;
          *class-data.record=true*)
            echo 'logs in /somewhere'
            echo '  4.8 s  broker         127.0.0.1:29155'
            echo 'posts 500   joined 500   objects 20   0.0 posts/s'
            echo 'ending ...'
            ;;
        esac
        """);
    assertThat(run())
        .endsWith(
            "Starting it once, so that it starts sooner from now on ...",
            "  4.8 s  broker        ",
            "posts 500",
            "writing down which classes were loaded ...");
  }

  private void maven(String script) throws IOException {
    script(home.resolve("mvnw"), script);
  }

  private static void script(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> run() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("/bin/sh", home.resolve("pinstream").toString(), "--version")
            .redirectErrorStream(true);
    if (Files.exists(home.resolve("jdk"))) {
      builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    }
    var process = builder.start();
    process.getOutputStream().close();
    var lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    process.waitFor();
    return lines;
  }
}
