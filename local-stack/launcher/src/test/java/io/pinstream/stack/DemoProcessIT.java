// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./pinstream demo} as a process of its own, and the signal that ends it. */
class DemoProcessIT {
  /** It has 5 s for it where nothing else takes the processors. */
  private static final long PATIENCE_SECONDS = 15;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsItWithEveryProcessThatItStarted(String signal, @TempDir Path directory)
      throws IOException, InterruptedException {
    try (var demo = DemoProcess.start(directory)) {
      assertThat(demo.children()).hasSizeGreaterThanOrEqualTo(5);

      new ProcessBuilder("kill", "-" + signal, Long.toString(demo.process().pid()))
          .start()
          .waitFor();
      assertThat(demo.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.children()).noneMatch(ProcessHandle::isAlive);
      assertThat(demo.screen())
          .endsWith("ending ...\n")
          .doesNotContain("\u001B", "\r")
          .doesNotContain("Exception");
    }
  }
}
