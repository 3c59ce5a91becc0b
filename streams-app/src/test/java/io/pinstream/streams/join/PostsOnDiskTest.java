// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class PostsOnDiskTest {
  private static final int KEYS = 50;

  @TempDir private Path parent;
  private Path folder;

  /** A key gets a value of a size, or loses it if the size is negative. */
  private record Step(long key, int size) {}

  @BeforeEach
  void nameFolder() {
    folder = parent.resolve("task/posts");
  }

  @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
  void isAMap(@ForAll("histories") List<Step> steps) throws Exception {
    Path files = Files.createTempDirectory("posts-on-disk");
    Map<Long, byte[]> reference = new HashMap<>();
    try (PostsOnDisk posts = new PostsOnDisk(files.resolve("posts"))) {
      for (Step step : steps) {
        if (step.size() < 0) {
          posts.put(step.key(), null);
          reference.remove(step.key());
        } else {
          byte[] value = new byte[step.size()];
          Arrays.fill(value, (byte) reference.size());
          posts.put(step.key(), value);
          reference.put(step.key(), value);
        }
        assertThat(posts.get(step.key())).isEqualTo(reference.get(step.key()));
      }
      for (Map.Entry<Long, byte[]> entry : reference.entrySet()) {
        assertThat(posts.get(entry.getKey())).isEqualTo(entry.getValue());
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
  void givesBackWhatWasReplaced() throws Exception {
    try (PostsOnDisk posts = new PostsOnDisk(folder)) {
      for (int version = 0; version < 15; version++) {
        for (int key = 0; key < 1000; key++) {
          posts.put(key, value(key, version, 64 * 1024));
        }
      }
      for (int key = 0; key < 1000; key++) {
        assertThat(ByteBuffer.wrap(posts.get(key)).getInt(Integer.BYTES)).isEqualTo(14);
      }
      // Of a gigabyte that was written 65 MB are of use.
      assertThat(bytesOnDisk()).isLessThan(400_000_000);
    }
  }

  @Test
  void holdsValuesOfSomeMegabytes() throws Exception {
    try (PostsOnDisk posts = new PostsOnDisk(folder)) {
      for (int version = 0; version < 40; version++) {
        posts.put(1, value(1, version, 4 * 1024 * 1024 + version));
        posts.put(2, value(2, version, 100));
        assertThat(posts.get(1)).isEqualTo(value(1, version, 4 * 1024 * 1024 + version));
        assertThat(posts.get(2)).isEqualTo(value(2, version, 100));
      }
      posts.put(1, null);
      assertThat(posts.get(1)).isNull();
    }
  }

  /** As fast as a start restores them. */
  @Test
  void allPartitionsTogetherTakeNoMoreMemoryThanTheyMay() throws Exception {
    List<PostsOnDisk> partitions = new ArrayList<>();
    long most = 0;
    try {
      for (int partition = 0; partition < 10; partition++) {
        partitions.add(new PostsOnDisk(folder.resolve("" + partition)));
      }
      for (int key = 0; key < 150_000; key++) {
        partitions.get(key % 10).put(key, value(key, 1, 8000));
        most = Math.max(most, key % 1000 == 0 ? PostsOnDisk.CACHE.getPinnedUsage() : 0);
      }
    } finally {
      for (PostsOnDisk partition : partitions) {
        partition.close();
      }
    }
    assertThat(most).isLessThan(270L << 20);
  }

  @Test
  void leavesNoFileBehind() throws Exception {
    try (PostsOnDisk posts = new PostsOnDisk(folder)) {
      posts.put(1, new byte[100]);
      assertThat(folder).isDirectory();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void removesWhatAKilledProcessHasLeft() throws Exception {
    Path left = parent.resolve("left");
    try (PostsOnDisk killed = new PostsOnDisk(left)) {
      killed.put(1, new byte[100]);
      // As it is on disk while the process lives.
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(left)) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    try (PostsOnDisk posts = new PostsOnDisk(folder)) {
      assertThat(posts.get(1)).isNull();
      posts.put(1, new byte[10]);
      assertThat(posts.get(1)).hasSize(10);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void readersSeeWhatAKeyHadWhileOneWrites() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (PostsOnDisk posts = new PostsOnDisk(folder)) {
      Callable<Integer> reader = () -> read(posts, done);
      List<Future<Integer>> reads =
          IntStream.range(0, 3).mapToObj(i -> readers.submit(reader)).toList();
      Random random = new Random(11);
      for (int version = 0; version < 10_000; version++) {
        long key = random.nextInt(KEYS);
        if (random.nextInt(4) == 0) {
          posts.put(key, null);
        } else {
          posts.put(key, value(key, version, random.nextInt(20_000)));
        }
      }
      done.set(true);
      for (Future<Integer> each : reads) {
        assertThat(each.get()).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static int read(PostsOnDisk posts, AtomicBoolean done) throws RocksDBException {
    int[] newest = new int[KEYS];
    int seen = 0;
    while (!done.get() || seen == 0) {
      for (int key = 0; key < KEYS; key++) {
        byte[] value = posts.get(key);
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

  /** To use an engine that is closed would be the end of the process. */
  @Test
  void whoReadsWhileItIsClosedIsToldSo() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 20; round++) {
        PostsOnDisk posts = new PostsOnDisk(folder);
        for (int key = 0; key < KEYS; key++) {
          posts.put(key, value(key, round, 100));
        }
        Callable<Void> reader =
            () -> {
              while (true) {
                assertThat(posts.get(1)).isNotNull();
              }
            };
        List<Future<Void>> reads =
            IntStream.range(0, 3).mapToObj(i -> readers.submit(reader)).toList();
        posts.close();
        for (Future<Void> each : reads) {
          assertThat(each)
              .failsWithin(Duration.ofSeconds(10))
              .withThrowableThat()
              .havingCause()
              .isInstanceOf(InvalidStateStoreException.class);
        }
      }
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void isClosedForThoseWhoComeLate() throws Exception {
    PostsOnDisk posts = new PostsOnDisk(folder);
    posts.put(1, value(1, 1, 10));
    posts.close();
    posts.close();
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(() -> posts.get(1));
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(() -> posts.put(1, new byte[0]));
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(() -> posts.put(1, null));
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static byte[] value(long key, int version, int more) {
    return ByteBuffer.allocate(2 * Integer.BYTES + more).putInt((int) key).putInt(version).array();
  }
}
