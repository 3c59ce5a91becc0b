// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void differentPortsThatCanBeListenedOn() {
    var ports = FreePorts.find(50);

    assertThat(ports).hasSize(50).doesNotHaveDuplicates();
    assertThat(ports)
        .allSatisfy(
            port ->
                assertThatCode(
                        () -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
                    .doesNotThrowAnyException());
  }

  /** Two stacks that start at once ask one after the other, and bind what they got later. */
  @Test
  void noneThatWasGivenAMomentAgo() {
    assertThat(FreePorts.find(20)).doesNotContainAnyElementsOf(FreePorts.find(20));
  }

  /** Linux gives 32768 and up to outgoing connections, macOS 49152 and up. */
  @Test
  void noneThatAnOutgoingConnectionCouldTakeMeanwhile() {
    assertThat(FreePorts.find(50)).allMatch(port -> port < 32_768);
  }
}
