// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pinstream demo} as a process of its own, from its start to the signal that ends it. */
class DemoProcessIT {
  private static final long PATIENCE_SECONDS = 60;

  @Test
  void aSignalEndsItWithEveryProcessThatItStarted(@TempDir Path directory)
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

      demo.destroy();
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
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dpinstream.home=" + System.getProperty("pinstream.home"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.pinstream.stack.cli.Pinstream",
            "demo",
            "--rows",
            "500",
            "--data-dir",
            data.toString())
        .redirectErrorStream(true)
        .redirectOutput(screen.toFile())
        .start();
  }
}
