// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench.stack;

import io.pinstream.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the proxy's own producer can do: Kafka's, with the same settings, in this process, given
 * clean records that were made beforehand.
 */
final class BareProducer implements AutoCloseable {
  private static final int RECORDS = 6400;

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile Exception failure;

  /**
   * Starts to write.
   *
   * @param clients how many threads write
   * @param waits whether each of them waits until a record is acknowledged before it writes the
   *     next
   */
  BareProducer(String bootstrapServers, String topic, int clients, boolean waits) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", "true",
                "max.in.flight.requests.per.connection", "1",
                "batch.size", "131072",
                "linger.ms", "0",
                "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (var index = 0; index < RECORDS; index++) {
      records.add(
          new ProducerRecord<>(
              topic,
              Integer.toString(index).getBytes(StandardCharsets.UTF_8),
              PostedPins.clean(index).getBytes(StandardCharsets.UTF_8)));
    }
    for (var client = 0; client < clients; client++) {
      var offset = client;
      var thread = new Thread(() -> write(offset, clients, waits), "client");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The meter counts what arrives.
  private void write(int offset, int step, boolean waits) {
    try {
      for (var i = offset; !stopped; i += step) {
        var sent = producer.send(records.get(i % RECORDS));
        if (waits) {
          sent.get();
        }
      }
    } catch (ExecutionException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Tells if all is well.
   *
   * @throws StackException if a record that was waited for was not acknowledged
   */
  void check() {
    if (failure != null) {
      throw new StackException("the producer failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
