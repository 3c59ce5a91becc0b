// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PostWatchTest {
  @Test
  void saysWhyItCannotLookInsteadOfThatNothingComes() {
    var consumer = new MockConsumer<byte[], byte[]>("earliest");
    consumer.assign(List.of(new TopicPartition("me.pin", 0)));
    consumer.setPollException(new KafkaException("no more"));
    try (var watch = PostWatch.start(new Topics("me"), consumer)) {
      await().untilAsserted(() -> assertThatThrownBy(watch::postsByStream).hasMessage("no more"));
    }
  }
}
