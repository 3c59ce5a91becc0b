// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpStatus;
import io.pinstream.streams.config.Binding;
import io.pinstream.streams.http.WebServer;
import io.pinstream.streams.post.Post;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerClientTest {
  @Test
  void aRequestThatIsGivenUpLeavesNoConnection() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answer =
          new PeerClient(Optional.empty())
              .ask(
                  new HostInfo("127.0.0.1", frozen.getLocalPort()),
                  "/instance/answers/version",
                  Duration.ofSeconds(2));
      try (Socket connection = frozen.accept()) {
        connection.setSoTimeout(10_000);
        assertThatExceptionOfType(InstanceException.class)
            .isThrownBy(() -> answer.read(bytes -> bytes))
            .matches(e -> e.why() == InstanceException.Cause.INSTANCE_IS_SLOW);
        InputStream sent = connection.getInputStream();
        assertThat(new String(sent.readAllBytes(), US_ASCII))
            .as("all until the other side closes")
            .startsWith("GET /instance/answers/version HTTP/1.1");
      }
    }
  }

  @Test
  void tellsOfAnInstanceWhosePostsAreOfAnotherVersion() {
    byte[] json = "{}".getBytes(US_ASCII);
    var answer = new PeerAnswer(new HostInfo("there", 1), CompletableFuture.completedFuture(json));
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(() -> answer.read(stored -> Post.of(7, stored)))
        .withMessageContaining("the instance at there:1 can't be understood")
        .matches(e -> e.why() == InstanceException.Cause.INSTANCE_FAILS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"streams_2:8081", "127.0.0.1:99999"})
  void namesAnInstanceAtAnAddressThatCanNotBeAsked(String address) {
    PeerClient client = new PeerClient(Optional.of("0123456789abcdef"));
    assertThatExceptionOfType(InstanceException.class)
        .isThrownBy(
            () ->
                client
                    .ask(HostInfo.buildFromEndpoint(address), "/any", PeerClient.TIMEOUT)
                    .read(bytes -> bytes))
        .withMessageContainingAll("the instance at http://" + address, "application.server")
        .matches(e -> e.why() == InstanceException.Cause.INSTANCE_FAILS);
  }

  /** It is asked again, where another answer would end what waits for it. */
  @Test
  void tellsAnInstanceThatIsBusyFromOneThatLosesItsPartitions() throws Exception {
    Consumer<JavalinConfig> refusing =
        config -> {
          for (InstanceException.Cause why : InstanceException.Cause.values()) {
            config.routes.get(
                "/" + why,
                ctx -> {
                  throw new InstanceException(why, "not now", null);
                });
          }
        };
    try (WebServer web =
        WebServer.start(
            new Binding("http.port", "127.0.0.1", 0, 256, Map.of()),
            HttpStatus.TOO_MANY_REQUESTS,
            List.of(refusing))) {
      HostInfo there = HostInfo.buildFromEndpoint(web.addressForOthers());
      for (InstanceException.Cause why :
          List.of(InstanceException.Cause.BUSY, InstanceException.Cause.PARTITIONS_MOVE)) {
        var answer = new PeerClient(Optional.empty()).ask(there, "/" + why, PeerClient.TIMEOUT);
        assertThatExceptionOfType(InstanceException.class)
            .isThrownBy(() -> answer.read(bytes -> bytes))
            .withMessageContaining("says: not now")
            .matches(e -> e.why() == why);
      }
    }
  }
}
