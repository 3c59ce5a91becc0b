// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What the answers say of counts: all of them, the largest ones, how many, the middle. */
final class Aggregates {
  private Aggregates() {}

  /** Group, member and count of all. */
  static List<List<Object>> all(PackedCounts counts, Function<ByteBuffer, ?> group) {
    return select(counts, group, false);
  }

  /** Group, member and count of those that occur most often in their group. */
  static List<List<Object>> top(PackedCounts counts, Function<ByteBuffer, ?> group) {
    return select(counts, group, true);
  }

  private static List<List<Object>> select(
      PackedCounts counts, Function<ByteBuffer, ?> group, boolean topOnly) {
    Map<Object, Map<String, Long>> groups = new HashMap<>();
    counts.forEach(
        (key, count) ->
            groups
                .computeIfAbsent(group.apply(key), any -> new HashMap<>())
                .put(PackedKey.takeText(key), (long) count));
    List<List<Object>> rows = new ArrayList<>();
    for (Map.Entry<Object, Map<String, Long>> each : groups.entrySet()) {
      long least = topOnly ? Collections.max(each.getValue().values()) : 0;
      each.getValue()
          .forEach(
              (member, count) -> {
                if (count >= least) {
                  rows.add(List.of(each.getKey(), member, count));
                }
              });
    }
    return rows;
  }

  /** Of each country those with the most followers, of whom each partition has its own. */
  static List<List<Object>> topPosters(PackedCounts posters) {
    Map<String, Long> most = new HashMap<>();
    List<List<Object>> rows = new ArrayList<>();
    posters.forEach(
        (key, count) -> {
          String country = PackedKey.takeText(key);
          long followerCount = key.getLong();
          if (followerCount == most.merge(country, followerCount, Math::max)) {
            rows.add(List.of(country, PackedKey.takeText(key), followerCount));
          }
        });
    rows.removeIf(row -> !row.get(2).equals(most.get((String) row.get(0))));
    return rows;
  }

  /** How many different keys there are of each year, with which they begin. */
  static List<List<Object>> distinct(PackedCounts counts) {
    Map<Long, Long> years = new TreeMap<>();
    counts.forEach((key, count) -> years.merge(key.getLong(), 1L, Long::sum));
    List<List<Object>> rows = new ArrayList<>();
    years.forEach((year, number) -> rows.add(List.of(year, number)));
    return rows;
  }

  /** The columns of each group and the median of its numbers. */
  static List<List<Object>> medians(
      PackedCounts counts, Function<ByteBuffer, List<Object>> groupColumns) {
    Map<List<Object>, SortedMap<Long, Long>> groups = new HashMap<>();
    counts.forEach(
        (key, count) ->
            groups
                .computeIfAbsent(groupColumns.apply(key), any -> new TreeMap<>())
                .put(key.getLong(), (long) count));
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach(
        (group, values) -> {
          List<Object> row = new ArrayList<>(group);
          row.add(median(values));
          rows.add(List.copyOf(row));
        });
    return rows;
  }

  /** With one decimal place: a half is the only fraction there can be. */
  private static BigDecimal median(SortedMap<Long, Long> values) {
    long total = 0;
    for (long count : values.values()) {
      total += count;
    }
    long lowerMiddle = (total - 1) / 2;
    long upperMiddle = total / 2;
    long seen = 0;
    Long lower = null;
    for (Map.Entry<Long, Long> value : values.entrySet()) {
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
