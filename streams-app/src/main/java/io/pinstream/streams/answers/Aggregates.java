// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.Poster;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the answers say of counts: the largest ones, the leaders, how many, the middle. */
final class Aggregates {
  private Aggregates() {}

  static <G> List<List<Object>> all(GroupedCounts<G, String> counts) {
    return select(counts, (count, groupMost) -> true);
  }

  static <G> List<List<Object>> top(GroupedCounts<G, String> counts) {
    return select(counts, Long::equals);
  }

  private static <G> List<List<Object>> select(
      GroupedCounts<G, String> counts, BiFunction<Long, Long, Boolean> countAndGroupsMost) {
    List<List<Object>> rows = new ArrayList<>();
    counts
        .groups()
        .forEach(
            (group, members) -> {
              Long most = Collections.max(members.values());
              members.forEach(
                  (member, count) -> {
                    if (countAndGroupsMost.apply(count, most)) {
                      rows.add(List.of(group, member, count));
                    }
                  });
            });
    return rows;
  }

  /**
   * Of each country those with the most followers: each partition's leaders come in their order.
   */
  static List<List<Object>> leaderRows(GroupedCounts<String, Poster> partitionsLeaders) {
    List<List<Object>> rows = new ArrayList<>();
    partitionsLeaders
        .groups()
        .forEach(
            (country, posters) -> {
              long most = posters.keySet().iterator().next().followerCount();
              posters.keySet().stream()
                  .takeWhile(poster -> poster.followerCount() == most)
                  .forEach(
                      poster -> rows.add(List.of(country, poster.name(), poster.followerCount())));
            });
    return rows;
  }

  static <G> List<List<Object>> medians(
      GroupedCounts<G, Long> counts, Function<G, List<Object>> groupColumns) {
    List<List<Object>> rows = new ArrayList<>();
    counts
        .groups()
        .forEach(
            (group, values) -> {
              List<Object> row = new ArrayList<>(groupColumns.apply(group));
              row.add(median(values));
              rows.add(List.copyOf(row));
            });
    return rows;
  }

  /** With one decimal place: a half is the only fraction there can be. */
  private static BigDecimal median(Map<Long, Long> sortedValues) {
    long total = 0;
    for (long count : sortedValues.values()) {
      total += count;
    }
    long lowerMiddle = (total - 1) / 2;
    long upperMiddle = total / 2;
    long seen = 0;
    Long lower = null;
    for (Map.Entry<Long, Long> value : sortedValues.entrySet()) {
      seen += value.getValue();
      if (lower == null && seen > lowerMiddle) {
        lower = value.getKey();
      }
      if (seen > upperMiddle) {
        return BigDecimal.valueOf(lower)
            .add(BigDecimal.valueOf(value.getKey()))
            .multiply(new BigDecimal("0.5"))
            .setScale(1);
      }
    }
    throw new IllegalStateException("an empty group has no median");
  }
}
