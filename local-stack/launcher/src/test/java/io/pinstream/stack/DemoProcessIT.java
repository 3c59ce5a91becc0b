// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./pinstream demo} as a process of its own, from its start to the signal that ends it. */
class DemoProcessIT {
  /** It has 5 s for it where nothing else takes the processors. */
  private static final long PATIENCE_SECONDS = 15;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsItWithEveryProcessThatItStarted(String signal, @TempDir Path directory)
      throws IOException, InterruptedException {
    var screen = directory.resolve("screen.txt");
    var demo = start(directory.resolve("data"), screen);
    List<ProcessHandle> children = List.of();
    try {
      await()
          .atMost(TestStack.PATIENCE)
          .until(() -> !demo.isAlive() || Files.readString(screen).contains("ask it with"));
      assertThat(demo.isAlive()).as(LogTail.of(screen)).isTrue();
      children = demo.descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(5);

      new ProcessBuilder("kill", "-" + signal, Long.toString(demo.pid())).start().waitFor();
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(Files.readString(screen))
          .endsWith("ending ...\n")
          .doesNotContain("\u001B", "\r")
          .doesNotContain("Exception");
    } finally {
      demo.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static Process start(Path data, Path screen) throws IOException {
    var command = new ArrayList<String>();
    if (OS.LINUX.isCurrentOs()) {
      // Who runs the tests in the background of a shell has them ignore INT, and their children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpinstream.home=" + System.getProperty("pinstream.home"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.pinstream.stack.cli.Pinstream",
            "demo",
            "--rows",
            "500",
            "--data-dir",
            data.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(screen.toFile())
        .start();
  }
}
