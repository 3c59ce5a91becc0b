// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Allocated;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PosterCountsTest {
  private record Poster(String country, long followerCount, String name) {}

  /**
   * A step of a history.
   *
   * @param poster comes, or if {@code removed} is 0 or more, that one of those there goes
   * @param asked whether the leaders are asked for after it
   * @param found whether who asked first of those who still look has found by then who comes next
   */
  private record Step(Poster poster, int removed, boolean asked, boolean found) {}

  @Property
  void leadersAreThoseWithMostFollowers(@ForAll("histories") List<Step> history) {
    PosterCounts counts = new PosterCounts(2);
    Deque<PackedCounts> copies = new ArrayDeque<>(List.of(counts.copy()));
    List<Poster> there = new ArrayList<>();
    for (Step step : history) {
      if (step.removed() < 0) {
        there.add(step.poster());
        counts.add(key(step.poster()), 1);
      } else if (!there.isEmpty()) {
        Poster gone = there.remove(step.removed() % there.size());
        counts.add(key(gone), -1);
      }
      if (step.found() && !copies.isEmpty()) {
        PackedCounts copy = copies.remove();
        counts.refill(copy, counts.ordered(copy));
      }
      if (step.asked()) {
        copies.add(counts.copy());
        assertThat(leaders(copies.getLast())).isEqualTo(leaders(there));
      }
    }
    assertThat(leaders(counts.copy())).isEqualTo(leaders(there));
  }

  @Test
  void whoFollowsALeaderIsAtHandAmongManyPosters() {
    PosterCounts counts = many(followers -> followers);
    assertThat(posters(counts.copy())).containsExactly(new Poster("Chad", 49_999, "49999"));
    counts.add(key(new Poster("Chad", 49_999, "49999")), -1);
    assertThat(posters(counts.copy())).containsExactly(new Poster("Chad", 49_998, "49998"));
  }

  @Test
  void whoAsksFindsWhoComesNextWhenNobodyWasLeft() {
    PosterCounts counts = many(followers -> followers);
    for (int gone = 49_000; gone < 50_000; gone++) {
      counts.add(key(new Poster("Chad", gone, Integer.toString(gone))), -1);
    }
    PackedCounts all = counts.copy();
    assertThat(all.size()).isEqualTo(49_000);
    counts.refill(all, counts.ordered(all));
    assertThat(posters(counts.copy())).containsExactly(new Poster("Chad", 48_999, "48999"));
  }

  @Test
  void anyOfThoseWhoLookAtOnceFindsWhoComesNext() {
    PosterCounts counts = many(followers -> followers);
    for (int gone = 49_000; gone < 50_000; gone++) {
      counts.add(key(new Poster("Chad", gone, Integer.toString(gone))), -1);
    }
    PackedCounts one = counts.copy();
    PackedCounts other = counts.copy();
    counts.refill(one, counts.ordered(one));
    assertThat(posters(counts.copy())).containsExactly(new Poster("Chad", 48_999, "48999"));
    counts.refill(other, counts.ordered(other));
    assertThat(posters(counts.copy())).containsExactly(new Poster("Chad", 48_999, "48999"));
    assertThat(counts.seeks(one) || counts.seeks(other)).isFalse();
  }

  /** The join waits while it is copied. */
  @Test
  void aCopyLooksThroughNobodyThoughAllAreTied() {
    PosterCounts counts = many(followers -> 0);
    assertThat(Allocated.by(counts::copy)).isLessThan(100_000);
    assertThat(posters(counts.copy())).hasSize(50_000);
  }

  private static PosterCounts many(IntUnaryOperator followers) {
    PosterCounts counts = new PosterCounts();
    for (int i = 0; i < 50_000; i++) {
      counts.add(key(new Poster("Chad", followers.applyAsInt(i), Integer.toString(i))), 1);
    }
    return counts;
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Poster> posters =
        Combinators.combine(
                Arbitraries.of("Chad", "Cuba", "Peru"),
                Arbitraries.longs().between(-2, 2),
                Arbitraries.of("a", "b", "c"))
            .as(Poster::new);
    return Combinators.combine(
            posters,
            Arbitraries.integers().between(-12, 12),
            Arbitraries.of(true, false, false),
            Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  private static byte[] key(Poster poster) {
    return ByteBuffer.allocate(16 + poster.country().length() + poster.name().length())
        .putInt(poster.country().length())
        .put(poster.country().getBytes(UTF_8))
        .putLong(poster.followerCount())
        .putInt(poster.name().length())
        .put(poster.name().getBytes(UTF_8))
        .array();
  }

  private static Set<Poster> posters(PackedCounts copy) {
    Set<Poster> posters = new HashSet<>();
    copy.forEach(
        (key, count) ->
            posters.add(
                new Poster(PackedKey.takeText(key), key.getLong(), PackedKey.takeText(key))));
    return posters;
  }

  private static Set<Poster> leaders(PackedCounts copy) {
    return leaders(posters(copy));
  }

  private static Set<Poster> leaders(Collection<Poster> posters) {
    Map<String, Long> most = new HashMap<>();
    posters.forEach(each -> most.merge(each.country(), each.followerCount(), Math::max));
    return posters.stream()
        .filter(each -> each.followerCount() == most.get(each.country()))
        .collect(Collectors.toSet());
  }
}
