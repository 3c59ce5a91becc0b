// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points that the history's topic holds, read anew at each start, in a thread of its own: where
 * that fails it is tried again, and nothing else waits for it. Thread-safe.
 */
public final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  private final StreamsConfig settings;
  private final String clientId;
  private final TopicPartition partition;
  private final ConcurrentNavigableMap<String, byte[]> points = new ConcurrentSkipListMap<>();
  private final Thread thread = new Thread(this::follow, "history");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Consumer<String, byte[]> reading;

  /**
   * A history that reads nothing yet.
   *
   * @param topic which has one partition
   */
  public History(StreamsConfig settings, String clientId, String topic) {
    this.settings = settings;
    this.clientId = clientId + "-history";
    this.partition = new TopicPartition(topic, 0);
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    Consumer<String, byte[]> current = reading;
    if (current != null) {
      current.wakeup();
    }
  }

  private void follow() {
    boolean failing = false;
    while (!isClosed()) {
      try (Consumer<String, byte[]> consumer = consumer()) {
        reading = consumer;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (!isClosed()) {
          consumer.poll(POLL).forEach(this::hold);
        }
      } catch (KafkaException e) {
        if (!failing && !isClosed()) {
          LOG.warn("the history can't be read for now: {}", e.getMessage());
        }
        failing = true;
        pause();
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private Consumer<String, byte[]> consumer() {
    Map<String, Object> own = new HashMap<>(settings.getRestoreConsumerConfigs(clientId));
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
    }
  }

  private void hold(ConsumerRecord<String, byte[]> point) {
    if (point.value() == null) {
      points.remove(point.key());
    } else {
      points.put(point.key(), point.value());
    }
  }

  /** The keys of the points that are held, in order. */
  public NavigableSet<String> keys() {
    return points.keySet();
  }

  /**
   * The newest points of a step, none of the future, oldest first, each a JSON object.
   *
   * @param maxBytes no more once they have so many bytes together
   */
  public List<byte[]> points(HistoryStep step, int limit, long maxBytes) {
    List<byte[]> newest = new ArrayList<>();
    long bytes = 0;
    for (byte[] point : held(step).descendingMap().values()) {
      bytes += point.length;
      if (newest.size() == limit || bytes > maxBytes) {
        break;
      }
      newest.add(point);
    }
    Collections.reverse(newest);
    return newest;
  }

  /** When the newest minute began, ISO 8601; empty if there is none yet. */
  public Optional<String> newestMinute() {
    HistoryStep step = HistoryStep.MINUTE;
    return Optional.ofNullable(held(step).lastEntry())
        .map(newest -> newest.getKey().substring(step.firstKey().length()));
  }

  /** A clock that was ahead for a while has left points of the future. */
  private ConcurrentNavigableMap<String, byte[]> held(HistoryStep step) {
    return points.subMap(step.firstKey(), true, step.key(Instant.now()), true);
  }
}
