// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import io.pinstream.stack.CommittedRecords;
import io.pinstream.stack.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Looks at the topics from outside, with a consumer of its own that reads committed records only:
 * how many posts there are, which of them are joined, and how long that took.
 */
public final class PostWatch implements AutoCloseable {
  /** How many streams the source divides among its tasks. */
  public static final int STREAMS = 24;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long HIGHEST_LATENCY_MILLIS = Duration.ofHours(1).toMillis();
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final Map<String, Long> records = new HashMap<>();
  private final Map<String, Long> tombstones = new HashMap<>();
  private final Map<Integer, Long> postsByStream = new HashMap<>();
  private final Map<Integer, Long> joinedByPartition = new HashMap<>();
  private final Roaring64Bitmap sequences = new Roaring64Bitmap();
  private final Roaring64Bitmap emitted = new Roaring64Bitmap();
  private final Roaring64Bitmap joined = new Roaring64Bitmap();
  private final Histogram latency = new Histogram(HIGHEST_LATENCY_MILLIS, SIGNIFICANT_DIGITS);
  private long unreadableKeys;
  private RuntimeException failure;

  private PostWatch(Topics topics, Consumer<byte[], byte[]> consumer) {
    this.topics = topics;
    this.consumer = consumer;
    this.thread = new Thread(this::run, "post-watch");
  }

  /** Watches topics that are there, from their beginning. */
  public static PostWatch start(String bootstrapServers, Topics topics) {
    var watched =
        Stream.concat(topics.forLake().stream(), Stream.of(topics.deadLetters())).toList();
    return start(
        topics,
        CommittedRecords.fromTheBeginning(bootstrapServers, watched, new ByteArrayDeserializer()));
  }

  static PostWatch start(Topics topics, Consumer<byte[], byte[]> consumer) {
    var watch = new PostWatch(topics, consumer);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try (consumer) {
      while (true) {
        var polled = consumer.poll(POLL);
        var now = System.currentTimeMillis();
        synchronized (this) {
          for (var record : polled) {
            count(record, now);
          }
        }
      }
    } catch (WakeupException e) {
      // The way to end a consumer's poll.
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record, long now) {
    records.merge(record.topic(), 1L, Long::sum);
    if (record.topic().equals(topics.deadLetters())) {
      return;
    }
    if (record.value() == null) {
      tombstones.merge(record.topic(), 1L, Long::sum);
    }
    long index = index(record.key());
    if (index < 0) {
      unreadableKeys++;
    } else if (record.topic().equals(topics.post())) {
      joinedByPartition.merge(record.partition(), 1L, Long::sum);
      if (record.value() == null) {
        joined.removeLong(index);
      } else {
        joined.addLong(index);
        latency.recordValue(
            Math.min(HIGHEST_LATENCY_MILLIS, Math.max(0, now - record.timestamp())));
      }
    } else {
      emitted.addLong(index);
      var sequence = record.headers().lastHeader("post.seq");
      if (sequence != null) {
        long position = Long.parseLong(new String(sequence.value(), StandardCharsets.UTF_8));
        sequences.addLong(position);
        postsByStream.merge((int) (position % STREAMS), 1L, Long::sum);
      }
    }
  }

  private static long index(byte[] key) {
    try {
      return key == null ? -1 : Long.parseLong(new String(key, StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * What the topics hold.
   *
   * @param posts emitted posts, by their positions in the emulation
   * @param distinct different indexes among them
   * @param joined posts in the output table
   * @param records records of each topic but the dead letters', by suffix
   * @param tombstones how many of these have no value
   * @param p50 milliseconds from emission to the joined post, median
   * @param p99 the same, 99th percentile
   */
  public record Sight(
      long posts,
      long distinct,
      long joined,
      Map<String, Long> records,
      Map<String, Long> tombstones,
      long deadLetters,
      long unreadableKeys,
      long p50,
      long p99) {

    /** What has become of the posts since they were joined, as far as that can be seen. */
    public String life() {
      long deleted = tombstones.get("post");
      // Each post that is there came once, and those that are gone came once and went once.
      long edited = records.get("post") - joined - 2 * deleted;
      return String.format(
          Locale.ROOT, "%,d edited   %,d deleted   %,d dead letters", edited, deleted, deadLetters);
    }
  }

  /** What has been seen so far. */
  public synchronized Sight sight() {
    var bySuffix = new LinkedHashMap<String, Long>();
    var withoutValue = new LinkedHashMap<String, Long>();
    for (var suffix : List.of("pin", "geo", "user", "post")) {
      bySuffix.put(suffix, records.getOrDefault(topics.of(suffix), 0L));
      withoutValue.put(suffix, tombstones.getOrDefault(topics.of(suffix), 0L));
    }
    return new Sight(
        sequences.getLongCardinality(),
        emitted.getLongCardinality(),
        joined.getLongCardinality(),
        bySuffix,
        withoutValue,
        records.getOrDefault(topics.deadLetters(), 0L),
        unreadableKeys,
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99));
  }

  /**
   * Records of posts by the stream that they came from: what one task emits stands still with it.
   */
  public synchronized Map<Integer, Long> postsByStream() {
    failIfBlind();
    return Map.copyOf(postsByStream);
  }

  /** The last position of the emulation that has come so far. */
  public synchronized long lastPosition() {
    return sequences.last();
  }

  /**
   * Passes if it still looks.
   *
   * @throws RuntimeException for which it does not
   */
  synchronized void failIfBlind() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Versions of joined posts by partition: what one instance writes stands still with it. */
  public synchronized Map<Integer, Long> joinedByPartition() {
    return Map.copyOf(joinedByPartition);
  }

  /** Lets the latencies from here on be told apart from those of the start. */
  public synchronized void forgetLatencies() {
    latency.reset();
  }

  /** The first few indexes that were emitted and are not in the output table. */
  public synchronized List<Long> unjoined(int limit) {
    return first(Roaring64Bitmap.andNot(emitted, joined), limit);
  }

  /** The first few indexes that are in the output table and should not be, or the other way. */
  public synchronized List<Long> unlike(Set<Long> expected, int limit) {
    var difference = new Roaring64Bitmap();
    expected.forEach(difference::addLong);
    difference.xor(joined);
    return first(difference, limit);
  }

  private static List<Long> first(Roaring64Bitmap indexes, int limit) {
    return indexes.stream().limit(limit).boxed().toList();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
