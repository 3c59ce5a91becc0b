// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Post;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The eight questions: their words, their columns, what they count of a post and what they say of
 * the counts.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists made by List.of, functions without state
public enum Question {
  TOP_CATEGORY_BY_COUNTRY(
      1,
      "The most popular category in each country",
      List.of("country", "category", "category_count"),
      List.of(KeyPart.COUNTRY),
      List.of(KeyPart.CATEGORY),
      Aggregates::top),
  CATEGORIES_BY_YEAR(
      2,
      "Posts per category per year, 2018 to 2022",
      List.of("post_year", "category", "category_count"),
      List.of(KeyPart.POST_YEAR),
      List.of(KeyPart.CATEGORY),
      Aggregates::all),
  TOP_POSTER_BY_COUNTRY(
      3,
      "The poster with the most followers in each country",
      List.of("country", "poster_name", "follower_count"),
      List.of(KeyPart.COUNTRY),
      List.of(KeyPart.FOLLOWER_COUNT, KeyPart.POSTER_NAME),
      (counts, group) -> Aggregates.posters(counts)),
  TOP_CATEGORY_BY_AGE_GROUP(
      4,
      "The most popular category in each age group",
      List.of("age_group", "category", "category_count"),
      List.of(KeyPart.AGE_GROUP),
      List.of(KeyPart.CATEGORY),
      Aggregates::top),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP(
      5,
      "The median follower count of each age group",
      List.of("age_group", "median_follower_count"),
      List.of(KeyPart.AGE_GROUP),
      List.of(KeyPart.FOLLOWER_COUNT),
      Aggregates::medians),
  USERS_BY_JOIN_YEAR(
      6,
      "How many users joined in each year, 2015 to 2020",
      List.of("join_year", "number_users_joined"),
      List.of(KeyPart.JOIN_YEAR),
      List.of(KeyPart.USER_NAME, KeyPart.DATE_JOINED, KeyPart.AGE),
      (counts, group) -> Aggregates.distinct(counts)),
  MEDIAN_FOLLOWERS_BY_JOIN_YEAR(
      7,
      "The median follower count by the year the user joined, 2015 to 2020",
      List.of("join_year", "median_follower_count"),
      List.of(KeyPart.JOIN_YEAR),
      List.of(KeyPart.FOLLOWER_COUNT),
      Aggregates::medians),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP_AND_JOIN_YEAR(
      8,
      "The median follower count by age group and the year the user joined, 2015 to 2020",
      List.of("age_group", "join_year", "median_follower_count"),
      List.of(KeyPart.AGE_GROUP, KeyPart.JOIN_YEAR),
      List.of(KeyPart.FOLLOWER_COUNT),
      Aggregates::medians);

  private final int number;
  private final String text;
  private final int countedColumns;
  private final List<String> columns;
  private final List<KeyPart> group;
  private final KeyPart[] key;
  private final BiFunction<Counts, List<KeyPart>, List<List<Object>>> rows;

  /**
   * A question.
   *
   * @param group the parts of a key that tell the groups apart, of which the answer says something
   * @param members the parts that follow, of which it makes that
   */
  Question(
      int number,
      String text,
      List<String> columns,
      List<KeyPart> group,
      List<KeyPart> members,
      BiFunction<Counts, List<KeyPart>, List<List<Object>>> rows) {
    this.number = number;
    this.text = text;
    this.columns = columns;
    this.group = group;
    this.key = Stream.concat(group.stream(), members.stream()).toArray(KeyPart[]::new);
    this.countedColumns = Arrays.stream(key).mapToInt(KeyPart::bit).reduce(0, (a, b) -> a | b);
    this.rows = rows;
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
    return columns.size() - 1;
  }

  /** The bits of those columns of a post on which the answer depends. */
  int countedColumns() {
    return countedColumns;
  }

  /**
   * Writes what is counted of a complete post.
   *
   * @return false if the question does not ask about the post
   */
  boolean writeKey(Post post, PackedKey to) {
    for (KeyPart part : key) {
      if (!part.write(post, to)) {
        return false;
      }
    }
    return true;
  }

  /** What the answer needs of some partitions' counts, to which others' may be added. */
  Counts needed(Counts counts) {
    return this == TOP_POSTER_BY_COUNTRY ? LeadingPosters.of(counts).leaders() : counts;
  }

  /** The answer over some counts, its rows in any order. */
  List<List<Object>> rows(Counts counts) {
    return rows.apply(needed(counts), group);
  }
}
