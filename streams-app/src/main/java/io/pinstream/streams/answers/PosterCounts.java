// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.Poster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many posts each poster has in each country, with the countries' leaders at hand: those with
 * the most followers. Only when the last leader of a country goes are all posters looked at, at the
 * next question.
 */
final class PosterCounts {
  private final PackedCounts posters = new PackedCounts();
  private final PackedKey key = new PackedKey();
  private final Map<String, Leading> leaders = new HashMap<>();
  private final Set<String> leaderless = new HashSet<>();

  void add(String country, Poster poster, int count) {
    boolean there =
        posters.add(
            key.start().text(country).number(poster.followerCount()).text(poster.name()).toBytes(),
            count);
    if (there) {
      // Whoever comes while a country is without leaders may have fewer followers than the rest.
      if (leaderless.isEmpty() || !leaderless.contains(country)) {
        propose(country, poster);
      }
    } else {
      Leading leading = leaders.get(country);
      if (leading != null && leading.posters.remove(poster) && leading.posters.isEmpty()) {
        leaders.remove(country);
        leaderless.add(country);
      }
    }
  }

  /** Adds each country's leaders, each once. */
  void addLeadersTo(GroupedCounts<String, Poster> sum) {
    if (!leaderless.isEmpty()) {
      posters.forEach(
          (bytes, count) -> {
            String country = PackedKey.text(bytes);
            if (leaderless.contains(country)) {
              long followerCount = bytes.getLong();
              propose(country, new Poster(followerCount, PackedKey.text(bytes)));
            }
          });
      leaderless.clear();
    }
    leaders.forEach(
        (country, leading) -> leading.posters.forEach(poster -> sum.add(country, poster, 1)));
  }

  private void propose(String country, Poster poster) {
    Leading leading = leaders.get(country);
    if (leading == null) {
      leading = new Leading();
      leaders.put(country, leading);
    }
    leading.propose(poster);
  }

  /** Posters of one country, all with the same number of followers. */
  private static final class Leading {
    final Set<Poster> posters = new HashSet<>();
    private long followerCount = Long.MIN_VALUE;

    void propose(Poster poster) {
      if (poster.followerCount() < followerCount) {
        return;
      }
      if (poster.followerCount() > followerCount) {
        posters.clear();
        followerCount = poster.followerCount();
      }
      posters.add(poster);
    }
  }
}
