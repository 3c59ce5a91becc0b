// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostLogTest {
  private static final int KEYS = 50;

  @TempDir private Path folder;

  /** A key gets a value of a size, or loses it if the size is negative. */
  private record Step(long key, int size) {}

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void isAMap(
      @ForAll @IntRange(min = 200, max = 4000) int segmentBytes,
      @ForAll("histories") List<Step> steps)
      throws IOException {
    Path files = Files.createTempDirectory("post-log");
    Map<Long, byte[]> reference = new HashMap<>();
    try (PostLog log = new PostLog(files, segmentBytes)) {
      for (Step step : steps) {
        if (step.size() < 0) {
          log.remove(step.key());
          reference.remove(step.key());
        } else {
          byte[] value = new byte[step.size()];
          Arrays.fill(value, (byte) reference.size());
          log.put(step.key(), value);
          reference.put(step.key(), value);
        }
        assertThat(log.get(step.key())).isEqualTo(reference.get(step.key()));
        for (long key = 0; key < KEYS; key++) {
          assertThat(log.contains(key)).isEqualTo(reference.containsKey(key));
        }
      }
      for (Map.Entry<Long, byte[]> entry : reference.entrySet()) {
        assertThat(log.contains(entry.getKey())).isTrue();
        assertThat(log.get(entry.getKey())).isEqualTo(entry.getValue());
      }
    }
    Files.delete(files);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Long> keys =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-10, 10),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE),
            Arbitraries.longs());
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.just(-1)),
            Tuple.of(5, Arbitraries.just(0)),
            Tuple.of(50, Arbitraries.integers().between(1, 100)),
            Tuple.of(20, Arbitraries.integers().between(100, 5000)),
            Tuple.of(2, Arbitraries.integers().between(127 * 1024, 300 * 1024)));
    return Combinators.combine(keys, sizes).as(Step::new).list().ofMinSize(20).ofMaxSize(250);
  }

  @Test
  void givesBackWhatWasReplacedAndMovesAFewRecordsATimeOnly() throws IOException {
    try (PostLog log = new PostLog(folder, 100_000)) {
      Random random = new Random(3);
      for (int i = 0; i < 50_000; i++) {
        long key = random.nextInt(1000);
        log.put(key, value(key, i, 100));
        assertThat(log.bytes()).as("bytes on disk").isLessThan(700_000);
      }
      for (int key = 0; key < 1000; key++) {
        assertThat(ByteBuffer.wrap(log.get(key)).getInt()).isEqualTo(key);
      }
    }
  }

  @Test
  void givesBackWhatWasRemoved() throws IOException {
    try (PostLog log = new PostLog(folder, 100_000)) {
      for (int key = 0; key < 10_000; key++) {
        log.put(key, value(key, 1, 100));
      }
      assertThat(log.bytes()).isGreaterThan(1_000_000);
      for (int key = 0; key < 10_000; key++) {
        log.remove(key);
      }
      assertThat(log.bytes()).as("bytes on disk").isLessThan(200_000);
    }
  }

  /** Of such a value the place does not say how long it is. */
  @Test
  void holdsValuesOfSomeMegabytes() throws IOException {
    try (PostLog log = new PostLog(folder, 1000)) {
      for (int version = 0; version < 3; version++) {
        log.put(1, value(1, version, 4 * 1024 * 1024 + version));
        log.put(2, value(2, version, 100));
        assertThat(log.get(1)).isEqualTo(value(1, version, 4 * 1024 * 1024 + version));
      }
      assertThat(log.bytes()).as("compacted").isLessThan(9_000_000);
      log.remove(1);
      log.put(2, value(2, 3, 2000));
      assertThat(log.get(1)).isNull();
      assertThat(log.bytes()).isLessThan(100_000);
    }
  }

  @Test
  void leavesNoFileBehindEvenIfTheProcessIsKilled() throws IOException {
    try (PostLog log = new PostLog(folder);
        Stream<Path> files = Files.list(folder)) {
      log.put(1, new byte[100]);
      assertThat(files).as("files with names").isEmpty();
      assertThat(log.get(1)).hasSize(100);
    }
  }

  @Test
  void readersSeeWhatAKeyHadWhileOneWritesAndCompacts() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (PostLog log = new PostLog(folder, 2000)) {
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
      assertThat(log.bytes()).as("compacted").isLessThan(200_000);
    } finally {
      readers.shutdownNow();
    }
  }

  private static int read(PostLog log, AtomicBoolean done) throws IOException {
    int[] newest = new int[KEYS];
    int seen = 0;
    while (!done.get() || seen == 0) {
      for (int key = 0; key < KEYS; key++) {
        byte[] value = log.get(key);
        if (value != null) {
          ByteBuffer bytes = ByteBuffer.wrap(value);
          assertThat(bytes.getInt()).isEqualTo(key);
          int version = bytes.getInt();
          assertThat(version).as("never an older one again").isGreaterThanOrEqualTo(newest[key]);
          newest[key] = version;
          seen++;
        }
      }
    }
    return seen;
  }

  /** A channel would be closed for all when a thread that uses it is interrupted. */
  @Test
  void anInterruptedReaderStopsNobodyElse() throws Exception {
    try (PostLog log = new PostLog(folder, 500)) {
      for (int key = 0; key < 10; key++) {
        log.put(key, value(key, 1, 1000));
      }
      Thread.currentThread().interrupt();
      byte[] found = log.get(1);
      assertThat(Thread.interrupted()).as("is still told").isTrue();
      assertThat(found).isEqualTo(value(1, 1, 1000));
      assertThat(log.get(1)).isEqualTo(found);
      log.put(1, value(1, 2, 1000));
      assertThat(log.get(1)).isEqualTo(value(1, 2, 1000));
    }
  }

  @Test
  void isClosedForThoseWhoComeLate() throws IOException {
    PostLog log = new PostLog(folder, 2000);
    log.put(1, value(1, 1, 10));
    log.close();
    log.close();
    assertThatThrownBy(() -> log.get(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> log.put(1, new byte[0])).isInstanceOf(IOException.class);
  }

  private static byte[] value(long key, int version, int more) {
    return ByteBuffer.allocate(2 * Integer.BYTES + more).putInt((int) key).putInt(version).array();
  }
}
