// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostLogStoreTest {
  private static final TopicPartition CHANGELOG = new TopicPartition("posts-changelog", 3);

  @TempDir Path folder;

  private final PostLogStore store = new PostLogStore("posts");
  private BatchingStateRestoreCallback restore;

  @BeforeEach
  void start() {
    start(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void start(PostLogStore started) {
    StateStoreContext context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 3), folder.toFile())
            .getStateStoreContext();
    StateStoreContext listening =
        (StateStoreContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StateStoreContext.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("register")) {
                    assertThat(arguments[0]).isSameAs(started);
                    restore = (BatchingStateRestoreCallback) arguments[1];
                    return null;
                  }
                  return method.invoke(context, arguments);
                });
    started.init(listening, started);
  }

  @Test
  void isAStoreOfBytes() {
    assertThat(store.isOpen()).isTrue();
    assertThat(store.persistent()).isTrue();
    assertThat(store.get(bytes(7))).isNull();
    store.put(bytes(7), value(1));
    assertThat(store.get(bytes(7))).isEqualTo(value(1));
    assertThat(store.get(7)).isEqualTo(value(1));
    assertThat(store.contains(7)).isTrue();
    assertThat(store.putIfAbsent(bytes(7), value(2))).isEqualTo(value(1));
    assertThat(store.putIfAbsent(bytes(8), value(2))).isNull();
    store.putAll(List.of(KeyValue.pair(bytes(9), value(3)), KeyValue.pair(bytes(7), value(4))));
    assertThat(store.approximateNumEntries()).isEqualTo(3);
    assertThat(store.delete(bytes(7))).isEqualTo(value(4));
    assertThat(store.delete(bytes(7))).isNull();
    store.put(bytes(8), null);
    assertThat(keys(store.all())).containsExactly(9L);
  }

  @Test
  void takesWhatTheChangelogHas() {
    restore.restoreAll(
        List.of(
            KeyValue.pair(bytes(1).get(), value(1)),
            KeyValue.pair(bytes(2).get(), value(2)),
            KeyValue.pair(bytes(1).get(), null),
            KeyValue.pair(bytes(3).get(), null),
            KeyValue.pair(bytes(2).get(), value(3))));
    assertThat(keys(store.all())).containsExactly(2L);
    assertThat(store.get(2)).isEqualTo(value(3));
  }

  @Test
  void iteratesInOrderOverManyPages() {
    // Half of the keys are negative: those are the last ones.
    long[] keys = LongStream.range(-500, 500).toArray();
    for (long key : keys) {
      store.put(bytes(key), value(key));
    }
    List<Long> ordered =
        Arrays.stream(keys).boxed().sorted((a, b) -> Long.compareUnsigned(a, b)).toList();
    assertThat(keys(store.all())).isEqualTo(ordered);
    assertThat(keys(store.range(null, null))).isEqualTo(ordered);
    assertThat(keys(store.range(bytes(10), bytes(-10)))).isEqualTo(ordered.subList(10, 991));
    assertThat(keys(store.range(bytes(10), null))).isEqualTo(ordered.subList(10, 1000));
    assertThat(keys(store.range(null, bytes(10)))).isEqualTo(ordered.subList(0, 11));
    assertThat(keys(store.range(bytes(0), bytes(255)))).isEqualTo(ordered.subList(0, 256));
    assertThat(keys(store.range(bytes(0), bytes(256)))).isEqualTo(ordered.subList(0, 257));
    assertThat(keys(store.range(bytes(-256), bytes(-1)))).isEqualTo(ordered.subList(744, 1000));
    assertThat(keys(store.range(bytes(-10), bytes(10)))).as("from behind to").isEmpty();
    assertThat(keys(store.range(bytes(600), bytes(700)))).isEmpty();
  }

  @Test
  void anIteratorThatIsAtItsEndSaysSo() {
    store.put(bytes(5), value(5));
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      assertThat(all.peekNextKey()).isEqualTo(bytes(5));
      assertThat(all.next().value).isEqualTo(value(5));
      assertThat(all.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(all::peekNextKey);
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(all::next);
    }
  }

  @Test
  void whatWasCommittedAndClosedIsThereAgain() {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    store.close();
    PostLogStore next = new PostLogStore("posts");
    start(next);
    assertThat(next.committedOffset(CHANGELOG)).isEqualTo(12);
    assertThat(next.get(1)).isEqualTo(value(1));
    next.close();
    start(store);
    assertThat(store.committedOffset(CHANGELOG)).as("nothing changed").isEqualTo(12);
    assertThat(store.get(1)).isEqualTo(value(1));
  }

  @Test
  void whatChangedAfterTheLastCommitIsNotReliedUpon() {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    store.put(bytes(2), value(2));
    store.close();
    start(store);
    assertThat(store.committedOffset(CHANGELOG)).isNull();
    assertThat(keys(store.all())).isEmpty();
  }

  @Test
  void whatHasOffsetsThatSayNothingIsNotReliedUpon() throws IOException {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    store.close();
    Files.writeString(folder.resolve("posts").resolve("offsets"), "no offset\n");
    start(store);
    assertThat(store.committedOffset(CHANGELOG)).isNull();
    assertThat(keys(store.all())).isEmpty();
  }

  @Test
  void whatWasNotClosedIsNotReliedUpon() {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    PostLogStore next = new PostLogStore("posts");
    start(next);
    assertThat(next.committedOffset(CHANGELOG)).isNull();
    assertThat(keys(next.all())).isEmpty();
    next.close();
  }

  @Test
  void aStoreThatIsClosedSaysSo() {
    store.put(bytes(1), value(1));
    store.close();
    store.close();
    assertThat(store.isOpen()).isFalse();
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(() -> store.get(1))
        .withMessage("the store posts is closed");
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(() -> store.contains(1));
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(store::all);
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(() -> store.put(bytes(1), value(1)));
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(store::approximateNumEntries);
  }

  @Test
  void readersThatMeetTheEndAreToldThatTheStoreIsClosed() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 50; round++) {
        store.put(bytes(1), new byte[5000]);
        Future<?> getting = readers.submit(() -> readUntilClosed(() -> store.get(1)));
        Future<?> iterating = readers.submit(() -> readUntilClosed(store::all));
        store.close();
        getting.get();
        iterating.get();
        start(store);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static void readUntilClosed(Runnable read) {
    assertThatExceptionOfType(InvalidStateStoreException.class)
        .isThrownBy(
            () -> {
              while (true) {
                read.run();
              }
            });
  }

  @Test
  void aFolderThatCanNotBeUsedIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("posts"), "no folder");
    assertThatExceptionOfType(ProcessorStateException.class)
        .isThrownBy(() -> store.get(1))
        .withMessageContaining(file.toString());
    Files.delete(file);
    store.close();
  }

  @Test
  void damageFoundWhenReadingIsNamed() throws IOException {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    store.close();
    start(store);
    assertThat(store.get(1)).isEqualTo(value(1));
    damage();
    assertThatExceptionOfType(ProcessorStateException.class)
        .isThrownBy(() -> store.get(1))
        .withMessageContaining(folder.resolve("posts").toString())
        .withMessageContaining("0000000000.log is damaged at byte 0");
    assertThatExceptionOfType(ProcessorStateException.class).isThrownBy(store::all);
  }

  /** Kafka Streams believes that all up to the offset is there: an empty log would lose posts. */
  @Test
  void damagedFilesAreRefusedUntilTheStoreStartsAgain() throws IOException {
    store.put(bytes(1), value(1));
    store.commit(Map.of(CHANGELOG, 12L));
    store.close();
    damage();
    start(store);
    assertThat(store.committedOffset(CHANGELOG)).isEqualTo(12);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatExceptionOfType(ProcessorStateException.class)
          .isThrownBy(() -> store.get(1))
          .withMessageContaining("0000000000.log is damaged at byte 0")
          .withMessageContaining("0_3");
    }
    store.close();
    start(store);
    assertThat(store.committedOffset(CHANGELOG)).as("all is restored").isNull();
    assertThat(store.get(1)).isNull();
  }

  private void damage() throws IOException {
    Path log = folder.resolve("posts").resolve("0000000000.log");
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length - 1]++;
    Files.write(log, bytes);
  }

  private static List<Long> keys(KeyValueIterator<Bytes, byte[]> entries) {
    List<Long> keys = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        keys.add(ByteBuffer.wrap(entries.next().key.get()).getLong());
      }
    }
    return keys;
  }

  private static Bytes bytes(long key) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
  }

  private static byte[] value(long number) {
    return bytes(number).get();
  }
}
