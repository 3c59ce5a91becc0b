// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  private String shown(boolean terminal) {
    var screen = new Screen(new PrintStream(seen, true, StandardCharsets.UTF_8), terminal);
    screen.rowsLoaded("pinterest_data", 1, 2);
    screen.rowsLoaded("pinterest_data", 2, 2);
    screen.live("posts 1");
    screen.clear();
    screen.say("ready");
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPipeGetsNoControlCodes() {
    assertThat(shown(false)).isEqualTo("posts 1%nready%n".formatted());
  }

  @Test
  void aTerminalsLineIsWrittenOver() {
    assertThat(shown(true)).containsOnlyOnce("\n").endsWith("posts 1\r\u001B[Kready%n".formatted());
  }
}
