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
  private final Map<String, Set<Poster>> leaders = new HashMap<>();
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
      Set<Poster> leading = leaders.get(country);
      if (leading != null && leading.remove(poster) && leading.isEmpty()) {
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
    leaders.forEach((country, leading) -> leading.forEach(poster -> sum.add(country, poster, 1)));
  }

  private void propose(String country, Poster poster) {
    Set<Poster> leading = leaders.computeIfAbsent(country, any -> new HashSet<>());
    if (!leading.isEmpty()) {
      long most = leading.iterator().next().followerCount();
      if (poster.followerCount() < most) {
        return;
      }
      if (poster.followerCount() > most) {
        leading.clear();
      }
    }
    leading.add(poster);
  }
}
