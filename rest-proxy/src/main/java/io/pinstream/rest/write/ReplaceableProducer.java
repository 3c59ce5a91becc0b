// SPDX-License-Identifier: Apache-2.0
package io.pinstream.rest.write;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An idempotent producer, and another in its place once it has given up for good: Kafka's does when
 * it is refused its first log-in or its id, though it may be let in a moment later. Thread-safe.
 */
public final class ReplaceableProducer implements RecordSender, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplaceableProducer.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Supplier<KafkaProducer<byte[], byte[]>> making;
  private final MeterRegistry registry;
  private volatile KafkaProducer<byte[], byte[]> current;
  private volatile boolean proven;
  // Of who replaces it, or closes the last. Callbacks must not wait for it: who has it waits for
  // the producer's own thread, which runs them.
  private final Semaphore turn = new Semaphore(1);
  private KafkaClientMetrics metrics;
  private long triedNanos;

  /**
   * Makes the first one.
   *
   * @param registry where its metrics are bound
   */
  public ReplaceableProducer(
      Supplier<KafkaProducer<byte[], byte[]>> making, MeterRegistry registry) {
    this.making = making;
    this.registry = registry;
    make();
  }

  private void make() {
    triedNanos = System.nanoTime();
    current = making.get();
    metrics = new KafkaClientMetrics(current);
    metrics.bindTo(registry);
    proven = false;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told what the future would be.
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    KafkaProducer<byte[], byte[]> producer = current;
    try {
      producer.send(
          record,
          (metadata, e) -> {
            if (e == null) {
              proven = true;
            } else if (givenUp(e)) {
              replace(producer, e);
            }
            callback.onCompletion(metadata, e);
          });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      // What is wrong with a record, or with the brokers for now, it calls back with. It is closed
      // where no other could be made.
      replace(producer, e);
      throw e;
    }
  }

  /**
   * Whether it asks for its id no more and would wait for it until each record expires: it was
   * refused the right, or its first log-in, which it tries as soon as it is made and tells nobody.
   */
  private boolean givenUp(Exception e) {
    return e instanceof ClusterAuthorizationException
        || (!proven && (e instanceof AuthenticationException || e instanceof TimeoutException));
  }

  private void replace(KafkaProducer<byte[], byte[]> failed, Exception why) {
    if (!turn.tryAcquire()) {
      return;
    }
    try {
      if (current == failed && System.nanoTime() - triedNanos >= PAUSE_NANOS) {
        LOG.warn("the producer has given up ({}): another takes its place", why.toString());
        metrics.close();
        failed.close(Duration.ZERO);
        make();
      }
    } catch (KafkaException e) {
      LOG.warn("no other producer can be made for now; the next row tries again", e);
    } finally {
      turn.release();
    }
  }

  /** Waits for what is on its way, and no longer than a few seconds. */
  @Override
  public void close() {
    turn.acquireUninterruptibly();
    current.close(CLOSE_TIMEOUT);
    metrics.close();
  }
}
