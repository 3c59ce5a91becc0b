// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.streams.answers.AnswerCounts.Poster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PosterCountsTest {
  private record Post(String country, Poster poster) {}

  /**
   * A step of a history.
   *
   * @param post comes, or if {@code removed} is 0 or more, that one of those there goes
   * @param asked whether the leaders are asked for after it
   */
  private record Step(Post post, int removed, boolean asked) {}

  @Property
  void leadersAreThoseWithMostFollowers(@ForAll("histories") List<Step> history) {
    PosterCounts counts = new PosterCounts();
    List<Post> there = new ArrayList<>();
    for (Step step : history) {
      if (step.removed() < 0) {
        there.add(step.post());
        counts.add(step.post().country(), step.post().poster(), 1);
      } else if (!there.isEmpty()) {
        Post gone = there.remove(step.removed() % there.size());
        counts.add(gone.country(), gone.poster(), -1);
      }
      if (step.asked()) {
        assertThat(leaders(counts)).isEqualTo(expected(there));
      }
    }
    assertThat(leaders(counts)).isEqualTo(expected(there));
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Post> posts =
        Combinators.combine(
                Arbitraries.of("Chad", "Cuba", "Peru"),
                Arbitraries.longs().between(0, 4),
                Arbitraries.of("a", "b", "c"))
            .as((country, followers, name) -> new Post(country, new Poster(followers, name)));
    return Combinators.combine(
            posts, Arbitraries.integers().between(-12, 12), Arbitraries.of(true, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  private static Map<String, Set<Poster>> leaders(PosterCounts counts) {
    GroupedCounts<String, Poster> sum = new GroupedCounts<>(TreeMap::new);
    counts.addLeadersTo(sum);
    Map<String, Set<Poster>> leaders = new HashMap<>();
    sum.groups().forEach((country, posters) -> leaders.put(country, Set.copyOf(posters.keySet())));
    return leaders;
  }

  private static Map<String, Set<Poster>> expected(List<Post> posts) {
    Map<String, Set<Poster>> leaders = new HashMap<>();
    for (Post post : posts) {
      long most =
          posts.stream()
              .filter(each -> each.country().equals(post.country()))
              .mapToLong(each -> each.poster().followerCount())
              .max()
              .orElseThrow();
      if (post.poster().followerCount() == most) {
        leaders.computeIfAbsent(post.country(), any -> new HashSet<>()).add(post.poster());
      }
    }
    return leaders;
  }
}
