// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pinstream.streams.PostFixture;
import io.pinstream.streams.Rows;
import io.pinstream.streams.post.Post;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PartitionCountsTest {
  private record Poster(String country, long followers, String name) {}

  /** A post gets a poster, or goes if there is none; then the leaders may be asked for. */
  private record Step(int index, Poster poster, boolean asked) {}

  private final PartitionCounts counts = new PartitionCounts();
  private final Map<Integer, Poster> there = new HashMap<>();

  /** Where somebody has to look for them, some of the steps that follow fall into that time. */
  @Property
  void leadersAreThoseWithMostFollowers(@ForAll("histories") List<Step> history) {
    PartitionCountsTest each = new PartitionCountsTest();
    Deque<Step> steps = new ArrayDeque<>(history);
    while (!steps.isEmpty()) {
      Step step = steps.remove();
      each.put(step.index(), step.poster());
      if (step.asked()) {
        Set<Poster> expected = leaders(each.there.values());
        Counts found =
            each.counts.leadingPosters(
                all -> {
                  while (!steps.isEmpty() && !steps.element().asked()) {
                    each.put(steps.element().index(), steps.remove().poster());
                  }
                  return LeadingPosters.of(all);
                });
        assertThat(posters(found)).isEqualTo(expected);
      }
    }
    Counts found = each.counts.leadingPosters(LeadingPosters::of);
    assertThat(posters(found)).isEqualTo(leaders(each.there.values()));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Poster> posters =
        Combinators.combine(
                Arbitraries.of("Chad", "Cuba"),
                Arbitraries.longs().between(0, 3),
                Arbitraries.of("a", "b", "c"))
            .as(Poster::new)
            .injectNull(0.3);
    return Combinators.combine(
            Arbitraries.integers().between(0, 8), posters, Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  /** There may be millions. */
  @Test
  void nobodyLooksThroughAllPostersUntilALeaderGoes() {
    Function<Counts, LeadingPosters> noLook = all -> fail("the leaders are known");
    for (int index = 0; index < 100; index++) {
      put(index, new Poster("Chad", index / 2, "P" + index));
    }
    put(3, null);
    put(7, new Poster("Chad", 9, "other"));
    Counts known = counts.leadingPosters(noLook);
    assertThat(posters(known))
        .containsExactlyInAnyOrder(new Poster("Chad", 49, "P98"), new Poster("Chad", 49, "P99"));
    assertThat(known.size()).isEqualTo(2);
    put(99, null);
    AtomicInteger looks = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      Counts found =
          counts.leadingPosters(
              all -> {
                looks.incrementAndGet();
                return LeadingPosters.of(all);
              });
      assertThat(posters(found)).containsExactly(new Poster("Chad", 49, "P98"));
    }
    assertThat(looks).hasValue(1);
  }

  /** The join would wait while so many are told. */
  @Test
  void whereTooManyAreTiedTheyAreLookedFor() {
    for (int index = 0; index <= 10_000; index++) {
      put(index, new Poster("Chad", 5, "P" + index));
    }
    AtomicInteger looks = new AtomicInteger();
    Counts found =
        counts.leadingPosters(
            all -> {
              looks.incrementAndGet();
              return LeadingPosters.of(all);
            });
    assertThat(found.size()).isEqualTo(10_001);
    assertThat(looks).hasValue(1);
  }

  private void put(int index, Poster poster) {
    Poster before = poster == null ? there.remove(index) : there.put(index, poster);
    counts.replace(post(index, before), post(index, poster));
  }

  private static Post post(int index, Poster poster) {
    if (poster == null) {
      return Post.none(index);
    }
    String pin =
        Rows.pin(index, "t")
            .replace("43000", Long.toString(poster.followers()))
            .replace("Some Poster", poster.name());
    return PostFixture.post(index, pin, Rows.geo(index, poster.country()), Rows.user(index, 30));
  }

  private static Set<Poster> posters(Counts candidates) {
    Set<Poster> posters = new HashSet<>();
    Question.TOP_POSTER_BY_COUNTRY
        .needed(candidates)
        .forEach(
            (key, count) ->
                posters.add(
                    new Poster(PackedKey.takeText(key), key.getLong(), PackedKey.takeText(key))));
    return posters;
  }

  private static Set<Poster> leaders(Collection<Poster> posters) {
    Map<String, Long> most =
        posters.stream().collect(Collectors.toMap(Poster::country, Poster::followers, Math::max));
    return posters.stream()
        .filter(poster -> poster.followers() == most.get(poster.country()))
        .collect(Collectors.toSet());
  }
}
