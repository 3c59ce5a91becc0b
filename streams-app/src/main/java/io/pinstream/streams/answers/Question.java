// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Post;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The eight questions: their words, their columns, what they count of a post and what they say of
 * the counts.
 */
public enum Question {
  TOP_CATEGORY_BY_COUNTRY(
      1,
      "The most popular category in each country",
      2,
      List.of("country", "category", "category_count"),
      List.of(QuestionKeys.COUNTRY, QuestionKeys.CATEGORY),
      QuestionKeys::countryAndCategory,
      counts -> Aggregates.top(counts, PackedKey::takeText)),
  CATEGORIES_BY_YEAR(
      2,
      "Posts per category per year, 2018 to 2022",
      2,
      List.of("post_year", "category", "category_count"),
      List.of(QuestionKeys.TIMESTAMP, QuestionKeys.CATEGORY),
      QuestionKeys::postYearAndCategory,
      counts -> Aggregates.all(counts, ByteBuffer::getLong)),
  TOP_POSTER_BY_COUNTRY(
      3,
      "The poster with the most followers in each country",
      2,
      List.of("country", "poster_name", "follower_count"),
      List.of(QuestionKeys.COUNTRY, QuestionKeys.POSTER_NAME, QuestionKeys.FOLLOWER_COUNT),
      QuestionKeys::countryAndPoster,
      Aggregates::topPosters),
  TOP_CATEGORY_BY_AGE_GROUP(
      4,
      "The most popular category in each age group",
      2,
      List.of("age_group", "category", "category_count"),
      List.of(QuestionKeys.AGE, QuestionKeys.CATEGORY),
      QuestionKeys::ageGroupAndCategory,
      counts -> Aggregates.top(counts, AgeGroup::take)),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP(
      5,
      "The median follower count of each age group",
      1,
      List.of("age_group", "median_follower_count"),
      List.of(QuestionKeys.AGE, QuestionKeys.FOLLOWER_COUNT),
      QuestionKeys::ageGroupAndFollowers,
      counts -> Aggregates.medians(counts, key -> List.of(AgeGroup.take(key)))),
  USERS_BY_JOIN_YEAR(
      6,
      "How many users joined in each year, 2015 to 2020",
      1,
      List.of("join_year", "number_users_joined"),
      List.of(QuestionKeys.USER_NAME, QuestionKeys.AGE, QuestionKeys.DATE_JOINED),
      QuestionKeys::joinYearAndUser,
      Aggregates::distinct),
  MEDIAN_FOLLOWERS_BY_JOIN_YEAR(
      7,
      "The median follower count by the year the user joined, 2015 to 2020",
      1,
      List.of("join_year", "median_follower_count"),
      List.of(QuestionKeys.DATE_JOINED, QuestionKeys.FOLLOWER_COUNT),
      QuestionKeys::joinYearAndFollowers,
      counts -> Aggregates.medians(counts, key -> List.of(key.getLong()))),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP_AND_JOIN_YEAR(
      8,
      "The median follower count by age group and the year the user joined, 2015 to 2020",
      2,
      List.of("age_group", "join_year", "median_follower_count"),
      List.of(QuestionKeys.AGE, QuestionKeys.DATE_JOINED, QuestionKeys.FOLLOWER_COUNT),
      QuestionKeys::ageGroupJoinYearAndFollowers,
      counts -> Aggregates.medians(counts, key -> List.of(AgeGroup.take(key), key.getLong())));

  private final int number;
  private final String text;
  private final int keyColumns;
  private final int countedColumns;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiPredicate<Post, PackedKey> writeKey;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<PackedCounts, List<List<Object>>> rows;

  Question(
      int number,
      String text,
      int keyColumns,
      List<String> columns,
      List<Column> counted,
      BiPredicate<Post, PackedKey> writeKey,
      Function<PackedCounts, List<List<Object>>> rows) {
    this.number = number;
    this.text = text;
    this.keyColumns = keyColumns;
    this.columns = columns;
    this.countedColumns = counted.stream().mapToInt(Column::bit).sum();
    this.writeKey = writeKey;
    this.rows = rows;
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

  /** The bits of those columns of a post on which the answer depends. */
  int countedColumns() {
    return countedColumns;
  }

  /** No counts of a partition yet. */
  QuestionCounts newCounts() {
    return this == TOP_POSTER_BY_COUNTRY ? new PosterCounts() : new PackedCounts();
  }

  /**
   * Writes what is counted of a complete post.
   *
   * @return false if the question does not ask about the post
   */
  boolean writeKey(Post post, PackedKey key) {
    return writeKey.test(post, key);
  }

  /** The answer over some counts, its rows in any order. */
  List<List<Object>> rows(PackedCounts counts) {
    return rows.apply(counts);
  }
}
