// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplaceableProducerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** As Kafka's in an error state, whose own thread fails what it holds as it is closed. */
  private static final class GivenUp extends KafkaProducer<byte[], byte[]> {
    private volatile Callback held;
    private volatile boolean closed;

    GivenUp() {
      super(
          Map.of("bootstrap.servers", "127.0.0.1:1"),
          new ByteArraySerializer(),
          new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      held = callback;
      throw new KafkaException("in an error state");
    }

    @Override
    public void close(Duration timeout) {
      closed = true;
      if (held != null) {
        CompletableFuture.runAsync(
                () -> held.onCompletion(null, new ClusterAuthorizationException("refused")))
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
      }
      super.close(timeout);
    }
  }

  private static ReplaceableProducer producer(Supplier<KafkaProducer<byte[], byte[]>> making) {
    return new ReplaceableProducer(making, new SimpleMeterRegistry());
  }

  private static void sendAgainUntilMade(
      ReplaceableProducer producer, AtomicInteger made, int times) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThatThrownBy(
                      () -> producer.send(new ProducerRecord<>("t", null), (at, e) -> {}))
                  .isInstanceOf(RuntimeException.class);
              return made.get() >= times;
            });
  }

  @Test
  void whereNoneCanBeMadeAnotherIsTriedLater() {
    AtomicInteger asked = new AtomicInteger();
    try (ReplaceableProducer producer =
        producer(
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new KafkaException("Failed to construct kafka producer");
              }
              return new GivenUp();
            })) {
      sendAgainUntilMade(producer, asked, 3);
    }
  }

  @Test
  void whoseRowItWasIsToldThoughNoOtherCanBeMade() {
    AtomicReference<Exception> told = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    KafkaProducer<byte[], byte[]> refused =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            new ByteArraySerializer(),
            new ByteArraySerializer()) {
          @Override
          public Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            callback.onCompletion(null, new ClusterAuthorizationException("refused"));
            return CompletableFuture.failedFuture(new ClusterAuthorizationException("refused"));
          }
        };
    try (ReplaceableProducer producer =
        producer(
            () -> {
              if (asked.incrementAndGet() == 1) {
                return refused;
              }
              throw new KafkaException("Failed to construct kafka producer");
            })) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                told.set(null);
                producer.send(new ProducerRecord<>("t", null), (at, e) -> told.set(e));
                assertThat(told.get()).isInstanceOf(ClusterAuthorizationException.class);
                return asked.get() >= 2;
              });
    }
  }
}
