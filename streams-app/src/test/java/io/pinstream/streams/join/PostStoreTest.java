// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.PostKey;
import io.pinstream.streams.post.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostStoreTest {
  private static final PostListener NOBODY = (before, after, timestamp) -> {};

  /** All that the changelog would get. */
  private static final class Changes implements BiConsumer<Bytes, byte[]> {
    private final List<KeyValue<Long, byte[]>> changes = new ArrayList<>();

    @Override
    public void accept(Bytes key, byte[] value) {
      changes.add(KeyValue.pair(PostKey.fromStored(ByteBuffer.wrap(key.get()).getLong()), value));
    }

    List<Long> indexes() {
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
  }

  @TempDir private Path folder;

  private final Changes changes = new Changes();
  private final PostStore store = new PostStore("posts", List.of(partition -> NOBODY));

  @BeforeEach
  void open() {
    open(store, folder, changes);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void open(PostStore store, Path folder, Changes changes) {
    store.open(
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile())
            .getStateStoreContext(),
        changes);
  }

  @Test
  void writesAnIncompletePostOnceAndAtTheCommitOnly() {
    store.put(post(7, 1, 0, 0));
    assertThat(stored(store.post(7))).isEqualTo(stored(post(7, 1, 0, 0)));
    store.put(post(7, 1, 2, 0));
    assertThat(changes.changes).isEmpty();
    assertThat(store.get(7).isEmpty()).isTrue();
    store.flushCache();
    store.flushCache();
    assertThat(changes.indexes()).containsExactly(7L);
    assertThat(stored(store.get(7))).isEqualTo(stored(post(7, 1, 2, 0)));
  }

  @Test
  void writesACompletePostAtOnceAndItsRowsNever() {
    store.put(post(7, 1, 0, 0));
    store.put(post(7, 1, 2, 0));
    store.put(post(7, 1, 2, 3));
    assertThat(changes.indexes()).containsExactly(7L);
    assertThat(stored(store.get(7))).isEqualTo(stored(post(7, 1, 2, 3)));
    assertThat(stored(store.post(7))).isEqualTo(stored(post(7, 1, 2, 3)));
    store.flushCache();
    assertThat(changes.indexes()).containsExactly(7L);
  }

  @Test
  void holdsPostsThatWereWritten() {
    Post post = post(7, 1, 0, 0);
    store.put(post);
    store.flushCache();
    assertThat(store.post(7)).isSameAs(post);
  }

  @Test
  void writesWhatChangesOfAKnownPostAtOnce() {
    store.put(post(7, 1, 0, 0));
    store.flushCache();
    store.put(post(7, 2, 0, 0));
    assertThat(changes.indexes()).containsExactly(7L, 7L);
    assertThat(stored(store.get(7))).isEqualTo(stored(post(7, 2, 0, 0)));
    store.flushCache();
    assertThat(changes.indexes()).containsExactly(7L, 7L);
  }

  @Test
  void writesACompletePostThatLosesARowAtOnce() {
    store.put(post(7, 1, 2, 3));
    store.put(post(7, 1, 2, 0));
    assertThat(changes.indexes()).containsExactly(7L, 7L);
    assertThat(stored(store.get(7))).isEqualTo(stored(post(7, 1, 2, 0)));
    assertThat(page(Long.MIN_VALUE, 10)).isEmpty();
  }

  @Test
  void writesTheFirstOfTwoPostsOfOneSlotWhenTheSecondComes() {
    long[] pair = IncompletePostsTest.collision();
    store.put(post(pair[0], 1, 0, 0));
    store.put(post(pair[1], 2, 0, 0));
    assertThat(changes.indexes()).containsExactly(pair[0]);
    assertThat(stored(store.post(pair[0]))).isEqualTo(stored(post(pair[0], 1, 0, 0)));
    assertThat(stored(store.post(pair[1]))).isEqualTo(stored(post(pair[1], 2, 0, 0)));
  }

  @Test
  void writesLargePostsAtOnce() {
    Post large = PostFixture.pin(7, 3000);
    store.put(post(7, 1, 0, 0));
    store.put(large);
    assertThat(changes.indexes()).containsExactly(7L);
    assertThat(stored(store.post(7))).isEqualTo(stored(large));
    store.flushCache();
    assertThat(changes.indexes()).containsExactly(7L);
  }

  @Test
  void writesNoTombstoneOfWhatWasNeverWritten() {
    store.put(post(7, 1, 0, 0));
    store.put(Post.none(7));
    store.put(Post.none(8));
    store.flushCache();
    assertThat(changes.changes).isEmpty();
    assertThat(store.post(7).isEmpty()).isTrue();
  }

  @Test
  void writesATombstoneOfWhatWasWritten() {
    store.put(post(7, 1, 0, 0));
    store.flushCache();
    store.put(Post.none(7));
    store.put(Post.none(7));
    assertThat(changes.indexes()).containsExactly(7L, 7L);
    assertThat(changes.replayed()).isEmpty();
    assertThat(store.post(7).isEmpty()).isTrue();
    assertThat(store.get(7).isEmpty()).isTrue();
  }

  @Test
  void forgetsWhatWasNotWrittenWhenItsCacheIsClearedAndAllWhenItStartsAgain() {
    store.put(post(7, 1, 0, 0));
    store.clearCache();
    assertThat(store.post(7).isEmpty()).isTrue();
    store.put(post(8, 1, 0, 0));
    store.put(post(9, 1, 2, 3));
    store.close();
    open();
    assertThat(store.post(8).isEmpty()).isTrue();
    assertThat(store.post(9).isEmpty()).isTrue();
    assertThat(page(Long.MIN_VALUE, 10)).isEmpty();
    store.flushCache();
    assertThat(changes.indexes()).containsExactly(9L);
  }

  @Test
  void showsPagesOfCompletePostsInTheOrderOfTheirIndexes() {
    List<Long> indexes =
        LongStream.concat(
                LongStream.of(Long.MIN_VALUE, -5, Long.MAX_VALUE), LongStream.range(0, 200))
            .boxed()
            .toList();
    indexes.forEach(index -> store.put(post(index, 1, 2, 3)));
    LongStream.range(1000, 9000).forEach(index -> store.put(post(index, 1, 0, 0)));
    store.flushCache();
    assertThat(page(Long.MIN_VALUE, 3)).containsExactly(Long.MIN_VALUE, -5L, 0L);
    assertThat(page(198, 10))
        .as("none that is not complete")
        .containsExactly(198L, 199L, Long.MAX_VALUE);
    assertThat(page(Long.MAX_VALUE, 10)).containsExactly(Long.MAX_VALUE);
    assertThat(page(0, 150)).isEqualTo(LongStream.range(0, 150).boxed().toList());
  }

  @Test
  void isClosedForThoseWhoComeLate() {
    assertThat(store.persistent()).isFalse();
    assertThat(store.isOpen()).isTrue();
    store.close();
    store.close();
    assertThat(store.isOpen()).isFalse();
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(() -> store.get(1));
    assertThatExceptionOfType(InvalidStateStoreException.class).isThrownBy(() -> store.from(0));
  }

  private interface Step {}

  private record Arrival(long index, Table table, int size) implements Step {}

  private enum Moment implements Step {
    COMMIT,
    LOSS
  }

  @Property(tries = 100)
  void theChangelogHasAtEachCommitWhatTheStoreHas(@ForAll("histories") List<Step> steps)
      throws IOException {
    Path own = Files.createTempDirectory("post-store");
    Changes log = new Changes();
    PostStore tried = new PostStore("posts", List.of(partition -> NOBODY));
    open(tried, own, log);
    Map<Long, String> posts = new HashMap<>();
    for (Step step : steps) {
      if (step instanceof Arrival arrival) {
        Post now =
            tried
                .post(arrival.index())
                .with(
                    arrival.table(),
                    arrival.size() == 0
                        ? null
                        : post(arrival.index(), arrival.size(), arrival.size(), arrival.size())
                            .row(arrival.table()));
        tried.put(now);
        if (now.isEmpty()) {
          posts.remove(arrival.index());
        } else {
          posts.put(arrival.index(), stored(now));
        }
        if (now.complete()) {
          assertThat(stored(tried.get(arrival.index()))).isEqualTo(stored(now));
        }
      } else if (step == Moment.COMMIT) {
        tried.flushCache();
        assertThat(log.replayed()).isEqualTo(posts);
      } else {
        tried.clearCache();
        posts.clear();
        posts.putAll(log.replayed());
      }
      for (long index : INDEXES) {
        assertThat(stored(tried.post(index)))
            .isEqualTo(posts.getOrDefault(index, stored(Post.none(index))));
      }
    }
    tried.close();
    Files.delete(own);
  }

  // Two of them share a slot.
  private static final List<Long> INDEXES =
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
                Combinators.combine(Arbitraries.of(INDEXES), Arbitraries.of(Table.class), sizes)
                    .as(Arrival::new)),
            Tuple.of(3, Arbitraries.of(Moment.class)))
        .map(Step.class::cast)
        .list()
        .ofMaxSize(60);
  }

  /** A post whose rows have texts of these lengths; 0 is a row that is missing. */
  private static Post post(long index, int pin, int geo, int user) {
    Post post = pin == 0 ? Post.none(index) : PostFixture.pin(index, pin);
    if (geo > 0) {
      String row = Rows.geo(index, "c".repeat(geo));
      post = post.with(Table.GEO, PostFixture.row(Table.GEO, index, row));
    }
    if (user > 0) {
      String row = Rows.user(index, user);
      post = post.with(Table.USER, PostFixture.row(Table.USER, index, row));
    }
    return post;
  }

  private static String stored(Post post) {
    return post.isEmpty() ? "nothing" : Arrays.toString(post.stored());
  }

  private List<Long> page(long first, int most) {
    List<Long> indexes = new ArrayList<>();
    Iterator<Post> posts = store.from(first);
    while (indexes.size() < most && posts.hasNext()) {
      indexes.add(posts.next().index());
    }
    return indexes;
  }
}
