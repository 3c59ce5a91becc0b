// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinstream.streams.log.PostLogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostStoreTest {
  private static final PostParts NONE = PostParts.of(null);

  /** The log, and all that its changelog would get. */
  private static final class Changes implements KeyValueStore<Long, byte[]> {
    private final PostLogStore log;
    private final List<KeyValue<Long, byte[]>> changes = new ArrayList<>();

    Changes(PostLogStore log) {
      this.log = log;
    }

    List<Long> keys() {
      return changes.stream().map(change -> change.key).toList();
    }

    Map<Long, String> replayed() {
      Map<Long, String> state = new HashMap<>();
      for (KeyValue<Long, byte[]> change : changes) {
        if (change.value == null) {
          assertThat(state.remove(change.key)).as("a tombstone of what is there").isNotNull();
        } else {
          state.put(change.key, Arrays.toString(change.value));
        }
      }
      return state;
    }

    @Override
    public void put(Long key, byte[] value) {
      changes.add(KeyValue.pair(key, value));
      log.put(Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(key).array()), value);
    }

    @Override
    public byte[] delete(Long key) {
      byte[] before = log.get(key);
      put(key, null);
      return before;
    }

    @Override
    public byte[] putIfAbsent(Long key, byte[] value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Long, byte[]>> entries) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] get(Long key) {
      return log.get(key);
    }

    @Override
    public KeyValueIterator<Long, byte[]> range(Long from, Long to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<Long, byte[]> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long approximateNumEntries() {
      return log.approximateNumEntries();
    }

    @Override
    public String name() {
      return log.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      log.init(context, root);
    }

    @Override
    public void close() {
      log.close();
    }

    @Override
    public boolean persistent() {
      return log.persistent();
    }

    @Override
    public boolean isOpen() {
      return log.isOpen();
    }
  }

  @TempDir Path folder;

  private final PostLogStore log = new PostLogStore("posts");
  private final Changes changes = new Changes(log);
  private final PostStore store = new PostStore(log, changes);

  @BeforeEach
  void start() {
    start(store, folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void start(PostStore started, Path folder) {
    started.init(
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile())
            .getStateStoreContext(),
        started);
  }

  @Test
  void writesAnIncompletePostOnceAndAtTheCommitOnly() {
    store.put(7, parts(1, 0, 0));
    assertThat(stored(store.parts(7))).isEqualTo(stored(parts(1, 0, 0)));
    store.put(7, parts(1, 2, 0));
    assertThat(changes.changes).isEmpty();
    assertThat(store.get(7L)).isNull();
    store.flushCache();
    store.flushCache();
    assertThat(changes.keys()).containsExactly(7L);
    assertThat(store.get(7L)).isEqualTo(parts(1, 2, 0).stored());
    assertThat(store.approximateNumEntries()).isOne();
  }

  @Test
  void writesACompletePostAtOnceAndItsPartsNever() {
    store.put(7, parts(1, 0, 0));
    store.put(7, parts(1, 2, 0));
    store.put(7, parts(1, 2, 3));
    assertThat(changes.keys()).containsExactly(7L);
    assertThat(store.get(7L)).isEqualTo(parts(1, 2, 3).stored());
    assertThat(stored(store.parts(7))).isEqualTo(stored(parts(1, 2, 3)));
    store.flushCache();
    assertThat(changes.keys()).containsExactly(7L);
  }

  @Test
  void hasFlushedPartsAtHand() {
    PostParts parts = parts(1, 0, 0);
    store.put(7, parts);
    store.flushCache();
    assertThat(store.parts(7)).isSameAs(parts);
  }

  @Test
  void writesWhatChangesOfAKnownPostAtOnce() {
    store.put(7, parts(1, 0, 0));
    store.flushCache();
    store.put(7, parts(2, 0, 0));
    assertThat(changes.keys()).containsExactly(7L, 7L);
    assertThat(store.get(7L)).isEqualTo(parts(2, 0, 0).stored());
    store.flushCache();
    assertThat(changes.keys()).containsExactly(7L, 7L);
  }

  @Test
  void writesACompletePostThatLosesAPartAtOnce() {
    store.put(7, parts(1, 2, 3));
    store.put(7, parts(1, 2, 0));
    assertThat(changes.keys()).containsExactly(7L, 7L);
    assertThat(store.get(7L)).isEqualTo(parts(1, 2, 0).stored());
  }

  @Test
  void writesTheFirstOfTwoPostsOfOneSlotWhenTheSecondComes() {
    long[] pair = IncompletePostsTest.collision();
    store.put(pair[0], parts(1, 0, 0));
    store.put(pair[1], parts(2, 0, 0));
    assertThat(changes.keys()).containsExactly(pair[0]);
    assertThat(stored(store.parts(pair[0]))).isEqualTo(stored(parts(1, 0, 0)));
    assertThat(stored(store.parts(pair[1]))).isEqualTo(stored(parts(2, 0, 0)));
  }

  @Test
  void writesLargePostsAtOnce() {
    PostParts large = NONE.with(Part.PIN, new byte[3000]);
    store.put(7, parts(1, 0, 0));
    store.put(7, large);
    assertThat(changes.keys()).containsExactly(7L);
    assertThat(stored(store.parts(7))).isEqualTo(stored(large));
    store.flushCache();
    assertThat(changes.keys()).containsExactly(7L);
  }

  @Test
  void writesNoTombstoneOfWhatWasNeverWritten() {
    store.put(7, parts(1, 0, 0));
    store.put(7, NONE);
    store.put(8, NONE);
    store.flushCache();
    assertThat(changes.changes).isEmpty();
    assertThat(store.parts(7).none()).isTrue();
  }

  @Test
  void writesATombstoneOfWhatWasWritten() {
    store.put(7, parts(1, 0, 0));
    store.flushCache();
    store.put(7, NONE);
    store.put(7, NONE);
    assertThat(changes.keys()).containsExactly(7L, 7L);
    assertThat(changes.replayed()).isEmpty();
    assertThat(store.parts(7).none()).isTrue();
    assertThat(store.get(7L)).isNull();
  }

  @Test
  void forgetsWhatWasNotWrittenWhenItsCacheIsClearedOrItStartsAgain() {
    store.put(7, parts(1, 0, 0));
    store.clearCache();
    assertThat(store.parts(7).none()).isTrue();
    store.put(8, parts(1, 0, 0));
    store.close();
    start(store, folder);
    assertThat(store.parts(8).none()).isTrue();
    store.flushCache();
    assertThat(changes.changes).isEmpty();
  }

  @Test
  void showsOthersOnlyWhatIsWritten() {
    PostStore built = new PostStoreBuilder("built").withLoggingDisabled().build();
    start(built, folder);
    built.put(1, parts(1, 2, 3));
    built.put(2, parts(1, 0, 0));
    built.put(3, parts(1, 2, 3));
    assertThat(built.get(2L)).isNull();
    assertThat(keys(built.all())).containsExactly(1L, 3L);
    assertThat(keys(built.range(2L, 3L))).containsExactly(3L);
    built.flushCache();
    assertThat(keys(built.all())).containsExactly(1L, 2L, 3L);
    assertThat(keys(built.range(2L, 3L))).containsExactly(2L, 3L);
    assertThat(built.name()).isEqualTo("built");
    assertThat(built.persistent()).isTrue();
    assertThat(built.isOpen()).isTrue();
    built.close();
    assertThat(built.isOpen()).isFalse();
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(() -> built.get(1L));
  }

  @Test
  void hasAChangelogAndACacheAsItIsTold() {
    PostStoreBuilder builder = new PostStoreBuilder("built");
    assertThat(builder.loggingEnabled()).isTrue();
    assertThat(builder.logConfig()).isEmpty();
    assertThat(builder.withLoggingEnabled(Map.of("retention.ms", "1"))).isSameAs(builder);
    assertThat(builder.logConfig()).containsExactly(Map.entry("retention.ms", "1"));
    assertThat(builder.withLoggingDisabled().loggingEnabled()).isFalse();
    assertThat(builder.withCachingEnabled()).isSameAs(builder);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(builder::withCachingDisabled)
        .withMessageContaining("built");
    assertThat(builder.build()).isNotSameAs(builder.build());
  }

  private interface Step {}

  private record Arrival(long key, Part part, int size) implements Step {}

  private enum Moment implements Step {
    COMMIT,
    LOSS
  }

  @Property(tries = 100)
  void theChangelogHasAtEachCommitWhatTheStoreHas(@ForAll("histories") List<Step> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("post-store");
    PostLogStore log = new PostLogStore("posts");
    Changes changes = new Changes(log);
    PostStore store = new PostStore(log, changes);
    start(store, folder);
    Map<Long, String> posts = new HashMap<>();
    for (Step step : steps) {
      if (step instanceof Arrival arrival) {
        byte[] fragment = arrival.size() == 0 ? null : new byte[arrival.size()];
        PostParts now = store.parts(arrival.key()).with(arrival.part(), fragment);
        store.put(arrival.key(), now);
        if (now.none()) {
          posts.remove(arrival.key());
        } else {
          posts.put(arrival.key(), stored(now));
        }
        if (now.complete()) {
          assertThat(store.get(arrival.key())).isEqualTo(now.stored());
        }
      } else if (step == Moment.COMMIT) {
        store.flushCache();
        assertThat(changes.replayed()).isEqualTo(posts);
      } else {
        store.clearCache();
        posts.clear();
        posts.putAll(changes.replayed());
      }
      assertThat(store.approximateNumEntries()).isEqualTo(changes.replayed().size());
      for (long key : KEYS) {
        assertThat(stored(store.parts(key))).isEqualTo(posts.getOrDefault(key, stored(NONE)));
      }
    }
    store.close();
    Utils.delete(folder.toFile());
  }

  // Two of them share a slot.
  private static final List<Long> KEYS =
      List.of(
          IncompletePostsTest.collision()[0],
          IncompletePostsTest.collision()[1],
          0L,
          -1L,
          Long.MIN_VALUE);

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(8, Arbitraries.integers().between(1, 30)),
            Tuple.of(1, Arbitraries.integers().between(2000, 2100)));
    return Arbitraries.frequencyOf(
            Tuple.of(
                20,
                Combinators.combine(Arbitraries.of(KEYS), Arbitraries.of(Part.class), sizes)
                    .as(Arrival::new)),
            Tuple.of(3, Arbitraries.of(Moment.class)))
        .map(Step.class::cast)
        .list()
        .ofMaxSize(60);
  }

  /** A post's parts by their sizes; 0 is a part that is missing. */
  private static PostParts parts(int pin, int geo, int user) {
    PostParts parts = NONE;
    int[] sizes = {pin, geo, user};
    for (Part part : Part.values()) {
      int size = sizes[part.position()];
      parts = size == 0 ? parts : parts.with(part, new byte[size]);
    }
    return parts;
  }

  private static String stored(PostParts parts) {
    return Arrays.toString(parts.stored());
  }

  private static List<Long> keys(KeyValueIterator<Long, byte[]> entries) {
    List<Long> keys = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        keys.add(entries.next().key);
      }
    }
    return keys;
  }
}
