// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.Allocated;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
   */
  private record Step(Poster poster, int removed, boolean asked) {}

  @Property
  void leadersAreThoseWithMostFollowers(@ForAll("histories") List<Step> history) {
    PosterCounts counts = new PosterCounts();
    List<Poster> there = new ArrayList<>();
    for (Step step : history) {
      if (step.removed() < 0) {
        there.add(step.poster());
        counts.add(key(step.poster()), 1);
      } else if (!there.isEmpty()) {
        Poster gone = there.remove(step.removed() % there.size());
        counts.add(key(gone), -1);
      }
      if (step.asked()) {
        assertThat(leaders(counts)).isEqualTo(expected(there));
      }
    }
    assertThat(leaders(counts)).isEqualTo(expected(there));
  }

  /** The join waits while the leaders are asked for. */
  @Test
  void whoFollowsALeaderIsAtHandAmongManyPosters() {
    PosterCounts counts = new PosterCounts();
    for (int followers = 0; followers < 50_000; followers++) {
      counts.add(key(new Poster("Chad", followers, "a")), 1);
    }
    assertThat(leaders(counts)).hasSize(1);
    counts.add(key(new Poster("Chad", 49_999, "a")), -1);
    assertThat(Allocated.by(counts::copy)).isLessThan(100_000);
    assertThat(leaders(counts)).containsExactly(new Poster("Chad", 49_998, "a"));
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
            posters, Arbitraries.integers().between(-12, 12), Arbitraries.of(true, false, false))
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

  private static Set<Poster> leaders(PosterCounts counts) {
    Set<Poster> leaders = new HashSet<>();
    counts
        .copy()
        .forEach(
            (key, count) ->
                leaders.add(
                    new Poster(PackedKey.takeText(key), key.getLong(), PackedKey.takeText(key))));
    return leaders;
  }

  private static Set<Poster> expected(List<Poster> posters) {
    Set<Poster> leaders = new HashSet<>();
    for (Poster poster : posters) {
      long most =
          posters.stream()
              .filter(each -> each.country().equals(poster.country()))
              .mapToLong(Poster::followerCount)
              .max()
              .orElseThrow();
      if (poster.followerCount() == most) {
        leaders.add(poster);
      }
    }
    return leaders;
  }
}
