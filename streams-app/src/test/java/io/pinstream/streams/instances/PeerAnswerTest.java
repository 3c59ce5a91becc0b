// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinstream.streams.post.Post;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes from another instance's address need not be what an instance sends. */
class PeerAnswerTest {
  static Stream<byte[]> noPages() {
    return Stream.of(
        new byte[3],
        "<!doctype html><title>Somebody else listens here</title>".getBytes(UTF_8),
        ByteBuffer.allocate(20).putInt(16, -5).array(),
        ByteBuffer.allocate(20).putInt(16, Integer.MAX_VALUE).array(),
        ByteBuffer.allocate(26).putInt(16, 6).array());
  }

  @ParameterizedTest
  @MethodSource("noPages")
  void whatIsNoPageIsAFailureOfThatInstance(byte[] bytes) {
    assertThatThrownBy(() -> answer(bytes).read(PostPage::read))
        .isInstanceOf(InstanceException.class)
        .hasMessageContaining("elsewhere:8080");
  }

  @Test
  void whatIsNoPostIsAFailureOfThatInstance() {
    assertThatThrownBy(() -> answer(new byte[0]).read(stored -> Post.of(7, stored)))
        .isInstanceOf(InstanceException.class)
        .hasMessageContaining("elsewhere:8080");
  }

  private static PeerAnswer answer(byte[] bytes) {
    return new PeerAnswer(
        new HostInfo("elsewhere", 8080), CompletableFuture.completedFuture(bytes));
  }
}
