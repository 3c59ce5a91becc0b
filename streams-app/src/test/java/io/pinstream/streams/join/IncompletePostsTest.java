// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.post.Post;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IncompletePostsTest {
  private static final int LARGEST = 2048;
  private static final int ALL_BUT_TITLE = PostFixture.pin(7, 1).size() - 1;

  private final List<Long> written = new ArrayList<>();
  private final IncompletePosts posts = new IncompletePosts(post -> written.add(post.index()));

  @Test
  void writesOnceWhatIsNowhereElseAndKeepsIt() {
    Post parts = pin(7, 10);
    assertThat(posts.put(parts, false)).isTrue();
    assertThat(written).isEmpty();
    posts.write();
    assertThat(written).containsExactly(7L);
    posts.write();
    assertThat(written).containsExactly(7L);
    assertThat(posts.get(7)).isSameAs(parts);
  }

  @Test
  void doesNotWriteWhatTheStoreHas() {
    posts.put(pin(7, 10), true);
    posts.write();
    assertThat(written).isEmpty();
  }

  @Test
  void hasNothingAtFirst() {
    assertThat(posts.get(0)).isNull();
    assertThat(posts.get(-1)).isNull();
    posts.write();
    assertThat(written).isEmpty();
  }

  @Test
  void writesAPostWhoseSlotAnotherTakes() {
    long[] pair = collision();
    Post second = pin(pair[1], 20);
    posts.put(pin(pair[0], 10), false);
    posts.put(second, false);
    assertThat(written).containsExactly(pair[0]);
    assertThat(posts.get(pair[0])).isNull();
    assertThat(posts.get(pair[1])).isSameAs(second);
    posts.write();
    assertThat(written).containsExactly(pair[0], pair[1]);
  }

  @Test
  void doesNotWriteWhatTheStoreHasWhenAnotherTakesItsSlot() {
    long[] pair = collision();
    posts.put(pin(pair[0], 10), true);
    posts.put(pin(pair[1], 20), false);
    assertThat(written).isEmpty();
    posts.put(pin(pair[0], 10), true);
    assertThat(written).containsExactly(pair[1]);
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOldOne() {
    Post second = pin(7, 20);
    posts.put(pin(7, 10), false);
    posts.put(second, false);
    assertThat(written).isEmpty();
    assertThat(posts.get(7)).isSameAs(second);
  }

  @Test
  void hasNoRoomForLargePosts() {
    assertThat(posts.put(pin(7, LARGEST - ALL_BUT_TITLE), false)).isTrue();
    assertThat(posts.put(pin(8, LARGEST - ALL_BUT_TITLE + 1), false)).isFalse();
    assertThat(posts.get(8)).isNull();
    posts.write();
    assertThat(written).containsExactly(7L);
  }

  @Test
  void forgetsWhatIsRemovedAndNothingElse() {
    long[] pair = collision();
    posts.put(pin(pair[0], 10), false);
    posts.remove(pair[1]);
    assertThat(posts.get(pair[0])).isNotNull();
    posts.remove(pair[0]);
    assertThat(posts.get(pair[0])).isNull();
    posts.put(pin(pair[1], 10), false);
    posts.clear();
    assertThat(posts.get(pair[1])).isNull();
    posts.write();
    assertThat(written).isEmpty();
  }

  @Test
  void writesAgainWhatCouldNotBeWritten() {
    List<Long> attempts = new ArrayList<>();
    IncompletePosts failing =
        new IncompletePosts(
            post -> {
              attempts.add(post.index());
              if (attempts.size() == 1) {
                throw new IllegalStateException("the disk is full");
              }
            });
    failing.put(pin(7, 10), false);
    assertThatIllegalStateException().isThrownBy(failing::write);
    failing.write();
    failing.write();
    assertThat(attempts).containsExactly(7L, 7L);
  }

  /** More posts than there are slots. */
  @Property(tries = 20)
  void eachPostIsAtHandOrWritten(@ForAll("keys") List<Long> keys) {
    Map<Long, Post> store = new HashMap<>();
    Map<Long, Post> all = new HashMap<>();
    IncompletePosts some = new IncompletePosts(post -> store.put(post.index(), post));
    for (long key : keys) {
      Post parts = pin(key, 1 + all.size() % 50);
      some.put(parts, false);
      all.put(key, parts);
    }
    all.forEach(
        (key, parts) -> {
          Post atHand = some.get(key);
          assertThat(atHand == null ? store.get(key) : atHand).isSameAs(parts);
        });
    some.write();
    assertThat(store).isEqualTo(all);
  }

  @Provide
  Arbitrary<List<Long>> keys() {
    return Arbitraries.oneOf(Arbitraries.longs().between(-3000, 3000), Arbitraries.longs())
        .list()
        .ofMinSize(1000)
        .ofMaxSize(8000);
  }

  /** Two keys of one slot. */
  static long[] collision() {
    List<Long> first = new ArrayList<>();
    IncompletePosts probe = new IncompletePosts(post -> first.add(post.index()));
    long second = 0;
    while (first.isEmpty()) {
      assertThat(second).as("keys without two of one slot").isLessThan(100_000);
      probe.put(pin(++second, 1), false);
    }
    return new long[] {first.get(0), second};
  }

  private static Post pin(long index, int titleLength) {
    return PostFixture.pin(index, titleLength);
  }
}
