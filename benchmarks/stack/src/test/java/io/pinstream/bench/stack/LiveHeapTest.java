// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.stack.StackException;
import org.junit.jupiter.api.Test;

class LiveHeapTest {
  private static final int BYTES = 64 << 20;

  private byte[] held;

  @Test
  void countsWhatIsHeldAndNotWhatWasLetGo() {
    var pid = ProcessHandle.current().pid();
    var before = LiveHeap.bytes(pid);

    held = new byte[BYTES];
    assertThat(LiveHeap.bytes(pid) - before).isBetween(BYTES * 9L / 10, BYTES * 11L / 10);
    assertThat(held).hasSize(BYTES);

    held = null;
    assertThat(LiveHeap.bytes(pid) - before).isLessThan(BYTES / 10);
  }

  @Test
  void repeatsWhatJcmdSaysOfAProcessThatIsNotThere() {
    assertThatThrownBy(() -> LiveHeap.bytes(Integer.MAX_VALUE))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("told no sum of process");
  }
}
