// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class PeerClientTest {
  @Test
  void aRequestThatIsGivenUpLeavesNoConnection() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answer =
          new PeerClient(Optional.empty())
              .ask(
                  new HostInfo("127.0.0.1", frozen.getLocalPort()),
                  "/instance/answers/version",
                  Duration.ofMillis(300));
      try (Socket connection = frozen.accept()) {
        connection.setSoTimeout(10_000);
        assertThatExceptionOfType(InstanceException.class)
            .isThrownBy(() -> PeerClient.await(answer))
            .matches(e -> e.why() == InstanceException.Cause.INSTANCE_IS_SLOW);
        InputStream sent = connection.getInputStream();
        assertThat(new String(sent.readAllBytes(), US_ASCII))
            .as("all until the other side closes")
            .startsWith("GET /instance/answers/version HTTP/1.1");
      }
    }
  }
}
