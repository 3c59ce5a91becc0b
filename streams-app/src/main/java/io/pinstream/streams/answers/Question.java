// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.AgeGroupAndYear;
import io.pinstream.streams.answers.AnswerCounts.Poster;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The eight questions: their words, their columns, and how the counts answer them. */
public enum Question {
  TOP_CATEGORY_BY_COUNTRY(
      1,
      "The most popular category in each country",
      2,
      List.of("country", "category", "category_count"),
      counts -> top(merged(counts, HashMap::new, each -> each.categoriesByCountry))),
  CATEGORIES_BY_YEAR(
      2,
      "Posts per category per year, 2018 to 2022",
      2,
      List.of("post_year", "category", "category_count"),
      counts -> all(merged(counts, HashMap::new, each -> each.categoriesByPostYear))),
  TOP_POSTER_BY_COUNTRY(
      3,
      "The poster with the most followers in each country",
      2,
      List.of("country", "poster_name", "follower_count"),
      Question::topPosters),
  TOP_CATEGORY_BY_AGE_GROUP(
      4,
      "The most popular category in each age group",
      2,
      List.of("age_group", "category", "category_count"),
      counts -> top(merged(counts, HashMap::new, each -> each.categoriesByAgeGroup))),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP(
      5,
      "The median follower count of each age group",
      1,
      List.of("age_group", "median_follower_count"),
      counts -> medians(merged(counts, TreeMap::new, each -> each.followersByAgeGroup), List::of)),
  USERS_BY_JOIN_YEAR(
      6,
      "How many users joined in each year, 2015 to 2020",
      1,
      List.of("join_year", "number_users_joined"),
      Question::distinctUsers),
  MEDIAN_FOLLOWERS_BY_JOIN_YEAR(
      7,
      "The median follower count by the year the user joined, 2015 to 2020",
      1,
      List.of("join_year", "median_follower_count"),
      counts -> medians(merged(counts, TreeMap::new, each -> each.followersByJoinYear), List::of)),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP_AND_JOIN_YEAR(
      8,
      "The median follower count by age group and the year the user joined, 2015 to 2020",
      2,
      List.of("age_group", "join_year", "median_follower_count"),
      counts ->
          medians(
              merged(counts, TreeMap::new, each -> each.followersByAgeGroupAndJoinYear),
              Question::ageGroupAndYear));

  private final int number;
  private final String text;
  private final int keyColumns;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Collection<AnswerCounts>, List<List<Object>>> answer;

  Question(
      int number,
      String text,
      int keyColumns,
      List<String> columns,
      Function<Collection<AnswerCounts>, List<List<Object>>> answer) {
    this.number = number;
    this.text = text;
    this.keyColumns = keyColumns;
    this.columns = columns;
    this.answer = answer;
  }

  /** The question with a number from 1 to 8. */
  public static Optional<Question> of(int number) {
    return Arrays.stream(values()).filter(question -> question.number == number).findFirst();
  }

  public int number() {
    return number;
  }

  public String text() {
    return text;
  }

  /** The names of a row's values. */
  public List<String> columns() {
    return columns;
  }

  /** How many of the columns, from the left, tell the answer's rows apart. */
  int keyColumns() {
    return keyColumns;
  }

  /** The answer over all of these counts, its rows ordered by their columns from left to right. */
  List<List<Object>> answer(Collection<AnswerCounts> counts) {
    List<List<Object>> rows = new ArrayList<>(answer.apply(counts));
    rows.sort(Question::compareRows);
    return rows;
  }

  private static <G, M> GroupedCounts<G, M> merged(
      Collection<AnswerCounts> all,
      Supplier<Map<M, Long>> newGroup,
      Function<AnswerCounts, GroupedCounts<G, M>> which) {
    GroupedCounts<G, M> merged = new GroupedCounts<>(newGroup);
    for (AnswerCounts counts : all) {
      synchronized (counts) {
        merged.addAll(which.apply(counts));
      }
    }
    return merged;
  }

  private static <G> List<List<Object>> all(GroupedCounts<G, String> counts) {
    return select(counts, (count, groupMost) -> true);
  }

  private static <G> List<List<Object>> top(GroupedCounts<G, String> counts) {
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

  private static List<List<Object>> topPosters(Collection<AnswerCounts> all) {
    // Of each partition only the leaders are looked at: there may be as many posters as posts.
    GroupedCounts<String, Poster> leaders = new GroupedCounts<>(TreeMap::new);
    for (AnswerCounts counts : all) {
      synchronized (counts) {
        counts
            .postersByCountry
            .groups()
            .forEach((country, posters) -> addLeaders(leaders, country, posters));
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    leaders
        .groups()
        .forEach(
            (country, posters) -> {
              long most = posters.keySet().iterator().next().followerCount();
              for (Poster poster : posters.keySet()) {
                if (poster.followerCount() < most) {
                  break;
                }
                rows.add(List.of(country, poster.name(), poster.followerCount()));
              }
            });
    return rows;
  }

  private static void addLeaders(
      GroupedCounts<String, Poster> leaders, String country, Map<Poster, Long> posters) {
    long most = posters.keySet().iterator().next().followerCount();
    for (Poster poster : posters.keySet()) {
      if (poster.followerCount() < most) {
        return;
      }
      leaders.add(country, poster, 1);
    }
  }

  private static List<List<Object>> distinctUsers(Collection<AnswerCounts> all) {
    List<List<Object>> rows = new ArrayList<>();
    merged(all, HashMap::new, each -> each.usersByJoinYear)
        .groups()
        .forEach((year, users) -> rows.add(List.of(year, (long) users.size())));
    return rows;
  }

  private static <G> List<List<Object>> medians(
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

  private static List<Object> ageGroupAndYear(AgeGroupAndYear group) {
    return List.of(group.ageGroup(), group.joinYear());
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

  private static int compareRows(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = VALUES.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static final Comparator<Object> VALUES =
      (one, other) -> {
        if (one instanceof String text) {
          return Utf8Order.COMPARATOR.compare(text, (String) other);
        }
        if (one instanceof BigDecimal decimal) {
          return decimal.compareTo((BigDecimal) other);
        }
        return Long.compare(((Number) one).longValue(), ((Number) other).longValue());
      };
}
