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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the answers say of counts: all of them, the largest ones, how many, the middle. The first
 * parts of a key are its group.
 */
final class Aggregates {
  private Aggregates() {}

  /** Group, member and count of all. */
  static List<List<Object>> all(Counts counts, List<KeyPart> group) {
    return rows(members(counts, group));
  }

  /** Group, member and count of those that occur most often in their group. */
  static List<List<Object>> top(Counts counts, List<KeyPart> group) {
    Map<List<Object>, Map<String, Long>> groups = members(counts, group);
    for (Map<String, Long> members : groups.values()) {
      long most = Collections.max(members.values());
      members.values().removeIf(count -> count < most);
    }
    return rows(groups);
  }

  private static Map<List<Object>, Map<String, Long>> members(Counts counts, List<KeyPart> group) {
    return groups(
        counts,
        group,
        HashMap::new,
        (members, key, count) -> members.put(PackedKey.takeText(key), (long) count));
  }

  private static List<List<Object>> rows(Map<List<Object>, Map<String, Long>> groups) {
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach(
        (group, members) ->
            members.forEach((member, count) -> rows.add(row(group, member, count))));
    return rows;
  }

  /** How many different keys there are of each group. */
  static List<List<Object>> distinct(Counts counts, List<KeyPart> group) {
    List<List<Object>> rows = new ArrayList<>();
    groups(counts, group, AtomicLong::new, (keys, key, count) -> keys.incrementAndGet())
        .forEach((each, keys) -> rows.add(row(each, keys.get())));
    return rows;
  }

  /** The columns of each group and the median of its numbers. */
  static List<List<Object>> medians(Counts counts, List<KeyPart> group) {
    List<List<Object>> rows = new ArrayList<>();
    Aggregates.<SortedMap<Long, Long>>groups(
            counts,
            group,
            TreeMap::new,
            (values, key, count) -> values.put(key.getLong(), (long) count))
        .forEach((each, values) -> rows.add(row(each, median(values))));
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

  /** Puts what follows the group in a key into the group. */
  @FunctionalInterface
  private interface Adder<G> {
    void add(G group, ByteBuffer key, int count);
  }

  private static <G> Map<List<Object>, G> groups(
      Counts counts, List<KeyPart> parts, Supplier<G> empty, Adder<G> adder) {
    Map<List<Object>, G> groups = new HashMap<>();
    counts.forEach(
        (key, count) -> {
          Object first = parts.get(0).take(key);
          List<Object> group =
              parts.size() == 1 ? List.of(first) : List.of(first, parts.get(1).take(key));
          adder.add(groups.computeIfAbsent(group, any -> empty.get()), key, count);
        });
    return groups;
  }

  private static List<Object> row(List<Object> group, Object... values) {
    List<Object> row = new ArrayList<>(group);
    Collections.addAll(row, values);
    return row;
  }

  /** Country, name and followers of those with most followers in their country. */
  static List<List<Object>> topPosters(Counts posters) {
    List<List<Object>> rows = new ArrayList<>();
    leadingPosters(posters)
        .forEach(
            (key, count) -> {
              Object country = KeyPart.COUNTRY.take(key);
              Object followers = KeyPart.FOLLOWER_COUNT.take(key);
              rows.add(List.of(country, KeyPart.POSTER_NAME.take(key), followers));
            });
    return rows;
  }

  /**
   * Of keys of country, followers and name those with most followers in their country, each once:
   * no other partition's make more of them lead.
   */
  static Counts leadingPosters(Counts posters) {
    Map<ByteBuffer, Leaders> countries = new HashMap<>();
    posters.forEach(
        (key, count) -> {
          int start = key.position();
          ByteBuffer country = PackedKey.takeBytes(key);
          long followers = key.getLong();
          countries
              .computeIfAbsent(country, any -> new Leaders())
              .add(followers, key.position(start));
        });
    Counts leading = new Counts();
    for (Leaders leaders : countries.values()) {
      leaders.keys.forEach(key -> leading.add(PackedKey.take(key, key.remaining()), 1));
    }
    return leading;
  }

  private static final class Leaders {
    private final List<ByteBuffer> keys = new ArrayList<>();
    private long followers = Long.MIN_VALUE;

    void add(long count, ByteBuffer key) {
      if (count > followers) {
        followers = count;
        keys.clear();
      }
      if (count == followers) {
        keys.add(key);
      }
    }
  }
}
