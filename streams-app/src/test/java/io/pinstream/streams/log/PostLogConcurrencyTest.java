// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostLogConcurrencyTest {
  private static final int KEYS = 50;

  @TempDir Path folder;

  @Test
  void readersSeeWhatAKeyHadWhileOneWritesAndCleans() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (PostLog log = PostLog.open(folder, 2000)) {
      Callable<Integer> reader = () -> read(log, done);
      List<Future<Integer>> reads =
          IntStream.range(0, 3).mapToObj(i -> readers.submit(reader)).toList();
      Random random = new Random(11);
      for (int version = 0; version < 10_000; version++) {
        long key = random.nextInt(KEYS);
        if (random.nextInt(4) == 0) {
          log.remove(key);
        } else {
          log.put(key, value(key, version, random.nextInt(300)));
        }
      }
      done.set(true);
      for (Future<Integer> each : reads) {
        assertThat(each.get()).isPositive();
      }
      assertThat(log.bytes()).as("cleaned").isLessThan(200_000);
    } finally {
      readers.shutdownNow();
    }
  }

  private static byte[] value(long key, int version, int more) {
    return ByteBuffer.allocate(2 * Integer.BYTES + more).putInt((int) key).putInt(version).array();
  }

  private static int read(PostLog log, AtomicBoolean done) throws IOException {
    int[] newest = new int[KEYS];
    int seen = 0;
    while (!done.get() || seen == 0) {
      for (int key = 0; key < KEYS; key++) {
        byte[] value = log.get(key);
        if (value != null) {
          see(key, value, newest);
          seen++;
        }
      }
      for (Map.Entry<Long, byte[]> entry : log.entries(0, -1, 20)) {
        see((int) (long) entry.getKey(), entry.getValue(), newest);
      }
    }
    return seen;
  }

  private static void see(int key, byte[] value, int[] newest) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    assertThat(bytes.getInt()).isEqualTo(key);
    int version = bytes.getInt();
    assertThat(version).as("never an older one again").isGreaterThanOrEqualTo(newest[key]);
    newest[key] = version;
  }

  /** A channel is closed for all when a thread that uses it is interrupted. */
  @Test
  void anInterruptedReaderStopsNobodyElse() throws Exception {
    try (PostLog log = PostLog.open(folder, 2000)) {
      log.put(1, value(1, 1, 1000));
      log.put(2, value(2, 1, 1000));
      log.put(3, value(3, 1, 1000));
      log.force();
      Thread.currentThread().interrupt();
      byte[] found = log.get(1);
      assertThat(Thread.interrupted()).as("is still told").isTrue();
      assertThat(found).isEqualTo(value(1, 1, 1000));
      assertThat(log.get(1)).isEqualTo(found);
      log.put(1, value(1, 2, 1000));
      log.force();
    }
    try (PostLog log = PostLog.open(folder, 2000)) {
      assertThat(log.get(1)).isEqualTo(value(1, 2, 1000));
    }
  }

  @Test
  void isClosedForThoseWhoComeLate() throws IOException {
    PostLog log = PostLog.open(folder, 2000);
    log.put(1, value(1, 1, 10));
    log.close();
    log.close();
    assertThatThrownBy(() -> log.get(1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> log.entries(0, -1, 1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> log.put(1, new byte[0])).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> log.remove(1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(log::force).isInstanceOf(ClosedChannelException.class);
    try (PostLog again = PostLog.open(folder, 2000)) {
      assertThat(again.get(1)).isEqualTo(value(1, 1, 10));
    }
  }
}
