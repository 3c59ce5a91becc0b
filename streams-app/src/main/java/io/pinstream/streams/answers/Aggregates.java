// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;
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

/**
 * What the answers say of counts: all of them, the largest ones, how many, the middle. The first
 * parts of a key are its group.
 */
final class Aggregates {
  private Aggregates() {}

  /** Group, member and count of all. */
  static List<List<Object>> all(Counts counts, List<KeyPart> group) {
    return rows(groups(counts, group, PackedKey::takeText));
  }

  /** Group, member and count of those that occur most often in their group. */
  static List<List<Object>> top(Counts counts, List<KeyPart> group) {
    var groups = groups(counts, group, PackedKey::takeText);
    for (Map<String, Long> members : groups.values()) {
      long most = Collections.max(members.values());
      members.values().removeIf(count -> count < most);
    }
    return rows(groups);
  }

  private static List<List<Object>> rows(Map<List<Object>, SortedMap<String, Long>> groups) {
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach(
        (group, members) ->
            members.forEach((member, count) -> rows.add(row(group, member, count))));
    return rows;
  }

  /** How many different keys there are of each year, of which there may be millions. */
  static List<List<Object>> distinct(Counts counts) {
    LongIntHashMap years = new LongIntHashMap();
    counts.forEachKey(key -> years.addTo(PackedKey.parts(key).getLong(), 1));
    List<List<Object>> rows = new ArrayList<>();
    for (LongIntCursor year : years) {
      rows.add(List.of(year.key, year.value));
    }
    return rows;
  }

  /** The columns of each group and the median of its numbers. */
  static List<List<Object>> medians(Counts counts, List<KeyPart> group) {
    List<List<Object>> rows = new ArrayList<>();
    groups(counts, group, ByteBuffer::getLong)
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

  /** By group, how often each of the members occurs that follow it in the keys. */
  private static <M> Map<List<Object>, SortedMap<M, Long>> groups(
      Counts counts, List<KeyPart> parts, Function<ByteBuffer, M> member) {
    Map<List<Object>, SortedMap<M, Long>> groups = new HashMap<>();
    counts.forEach(
        (key, count) -> {
          Object first = parts.get(0).take(key);
          List<Object> group =
              parts.size() == 1 ? List.of(first) : List.of(first, parts.get(1).take(key));
          groups
              .computeIfAbsent(group, any -> new TreeMap<>())
              .put(member.apply(key), (long) count);
        });
    return groups;
  }

  private static List<Object> row(List<Object> group, Object... values) {
    List<Object> row = new ArrayList<>(group);
    Collections.addAll(row, values);
    return row;
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
