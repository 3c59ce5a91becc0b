// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the answers say of counts: all of them, the largest ones, how many, the middle. The first
 * parts of a key are its group.
 */
final class Aggregates {
  private Aggregates() {}

  /** Group, member and count of all. */
  static List<List<Object>> all(Counts counts, List<KeyPart> group) {
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          List<Object> row = group(key, group);
          row.add(PackedKey.takeText(key));
          row.add((long) count);
          rows.add(row);
        });
    return rows;
  }

  /** Group, member and count of those that occur most often in their group. */
  static List<List<Object>> top(Counts counts, List<KeyPart> group) {
    return leaders(all(counts, group), row -> row.subList(0, group.size()));
  }

  /** Of each group of rows those whose last number is largest; ties are all kept. */
  static List<List<Object>> leaders(List<List<Object>> rows, Function<List<Object>, Object> group) {
    Map<Object, Long> most =
        rows.stream().collect(Collectors.toMap(group, Aggregates::last, Math::max));
    return rows.stream().filter(row -> last(row) == most.get(group.apply(row))).toList();
  }

  private static long last(List<Object> row) {
    return (Long) row.get(row.size() - 1);
  }

  /** How many different keys there are of each year, of which there may be millions. */
  static List<List<Object>> distinct(Counts counts) {
    LongIntHashMap years = new LongIntHashMap();
    counts.forEach((key, count) -> years.addTo(key.getLong(), 1));
    List<List<Object>> rows = new ArrayList<>();
    for (LongIntCursor year : years) {
      rows.add(List.of(year.key, year.value));
    }
    return rows;
  }

  /** The columns of each group and the median of its numbers. */
  static List<List<Object>> medians(Counts counts, List<KeyPart> group) {
    Map<List<Object>, SortedMap<Long, Long>> groups = new HashMap<>();
    counts.forEach(
        (key, count) ->
            groups
                .computeIfAbsent(group(key, group), any -> new TreeMap<>())
                .put(key.getLong(), (long) count));
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach(
        (each, values) -> {
          List<Object> row = new ArrayList<>(each);
          row.add(median(values));
          rows.add(row);
        });
    return rows;
  }

  /** With one decimal place: a half is the only fraction there can be. */
  private static BigDecimal median(SortedMap<Long, Long> values) {
    long total = values.values().stream().mapToLong(Long::longValue).sum();
    return at(values, (total - 1) / 2)
        .add(at(values, total / 2))
        .multiply(new BigDecimal("0.5"))
        .setScale(1);
  }

  /** The number before which there are so many. */
  private static BigDecimal at(SortedMap<Long, Long> values, long before) {
    long seen = 0;
    for (Map.Entry<Long, Long> value : values.entrySet()) {
      seen += value.getValue();
      if (seen > before) {
        return BigDecimal.valueOf(value.getKey());
      }
    }
    throw new IllegalStateException("an empty group has no median");
  }

  /** What the first parts of a key say, with room for what follows. */
  private static List<Object> group(ByteBuffer key, List<KeyPart> parts) {
    List<Object> group = new ArrayList<>(parts.size() + 2);
    for (KeyPart part : parts) {
      group.add(part.take(key));
    }
    return group;
  }

  /** Country, name and followers of the posters that there are. */
  static List<List<Object>> posters(Counts leading) {
    List<List<Object>> rows = new ArrayList<>();
    leading.forEach(
        (key, count) -> {
          Object country = KeyPart.COUNTRY.take(key);
          Object followers = KeyPart.FOLLOWER_COUNT.take(key);
          rows.add(List.of(country, KeyPart.POSTER_NAME.take(key), followers));
        });
    return rows;
  }
}
