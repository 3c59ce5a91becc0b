// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  /** A launcher whose processes are the first to run. */
  static final class First {
    private First() {}

    public static void main(String[] folder) throws IOException {
      System.out.println(JavaCommandTest.command(Path.of(folder[0])));
      // Until it is ended.
      System.in.read();
    }
  }

  private static List<String> command(Path folder) {
    return JavaCommand.of("Main", List.of()).classDataArchive(folder).toList();
  }

  @Test
  void anArchiveIsWrittenByTheProcessesOfOneLauncherAtATime(@TempDir Path folder) throws Exception {
    var recording = "-D" + JavaCommand.RECORDING + "=true";
    var first =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                recording,
                "-cp",
                System.getProperty("java.class.path"),
                First.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    System.setProperty(JavaCommand.RECORDING, "true");
    try (var said =
        new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).contains("-XX:ArchiveClassesAtExit=");
      assertThat(command(folder)).noneMatch(JavaCommandTest::writesTheArchive);
      first.destroy();
      first.waitFor();
      assertThat(command(folder)).anyMatch(JavaCommandTest::writesTheArchive);
      assertThat(command(folder)).as("again").anyMatch(JavaCommandTest::writesTheArchive);
    } finally {
      first.destroy();
      System.clearProperty(JavaCommand.RECORDING);
    }
  }

  private static boolean writesTheArchive(String option) {
    return option.startsWith("-XX:ArchiveClassesAtExit=");
  }
}
