// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The eight questions: their words, their columns, and how the counts answer them. */
public enum Question {
  TOP_CATEGORY_BY_COUNTRY(
      1,
      "The most popular category in each country",
      2,
      List.of("country", "category", "category_count"),
      Calculation.grouped(
          (counts, sum) -> counts.categoriesByCountry.addTo(sum),
          HashMap::new,
          WireForm.TEXT,
          WireForm.TEXT,
          Aggregates::top)),
  CATEGORIES_BY_YEAR(
      2,
      "Posts per category per year, 2018 to 2022",
      2,
      List.of("post_year", "category", "category_count"),
      Calculation.grouped(
          (counts, sum) -> counts.categoriesByPostYear.addTo(sum),
          HashMap::new,
          WireForm.YEAR,
          WireForm.TEXT,
          Aggregates::all)),
  TOP_POSTER_BY_COUNTRY(
      3,
      "The poster with the most followers in each country",
      2,
      List.of("country", "poster_name", "follower_count"),
      Calculation.grouped(
          (counts, sum) -> counts.posters.addLeadersTo(sum),
          TreeMap::new,
          WireForm.TEXT,
          WireForm.POSTER,
          Aggregates::leaderRows)),
  TOP_CATEGORY_BY_AGE_GROUP(
      4,
      "The most popular category in each age group",
      2,
      List.of("age_group", "category", "category_count"),
      Calculation.grouped(
          (counts, sum) -> counts.categoriesByAgeGroup.addTo(sum),
          HashMap::new,
          WireForm.TEXT,
          WireForm.TEXT,
          Aggregates::top)),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP(
      5,
      "The median follower count of each age group",
      1,
      List.of("age_group", "median_follower_count"),
      Calculation.grouped(
          AnswerCounts::addFollowersByAgeGroup,
          TreeMap::new,
          WireForm.TEXT,
          WireForm.NUMBER,
          sum -> Aggregates.medians(sum, List::of))),
  USERS_BY_JOIN_YEAR(
      6,
      "How many users joined in each year, 2015 to 2020",
      1,
      List.of("join_year", "number_users_joined"),
      new Calculation<>(
          (AnswerCounts counts, UserCounts sum) -> sum.addAll(counts.users),
          UserCounts::new,
          WireForm.YEAR,
          WireForm.USER,
          UserCounts::distinct)),
  MEDIAN_FOLLOWERS_BY_JOIN_YEAR(
      7,
      "The median follower count by the year the user joined, 2015 to 2020",
      1,
      List.of("join_year", "median_follower_count"),
      Calculation.grouped(
          AnswerCounts::addFollowersByJoinYear,
          TreeMap::new,
          WireForm.YEAR,
          WireForm.NUMBER,
          sum -> Aggregates.medians(sum, List::of))),
  MEDIAN_FOLLOWERS_BY_AGE_GROUP_AND_JOIN_YEAR(
      8,
      "The median follower count by age group and the year the user joined, 2015 to 2020",
      2,
      List.of("age_group", "join_year", "median_follower_count"),
      Calculation.grouped(
          AnswerCounts::addFollowersByAgeGroupAndJoinYear,
          TreeMap::new,
          WireForm.AGE_GROUP_AND_YEAR,
          WireForm.NUMBER,
          sum -> Aggregates.medians(sum, WireForm.AGE_GROUP_AND_YEAR.write())));

  private final int number;
  private final String text;
  private final int keyColumns;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> columns;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Calculation<?, ?, ?> calculation;

  Question(
      int number,
      String text,
      int keyColumns,
      List<String> columns,
      Calculation<?, ?, ?> calculation) {
    this.number = number;
    this.text = text;
    this.keyColumns = keyColumns;
    this.columns = columns;
    this.calculation = calculation;
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

  /** A sum over no partitions yet. */
  public AnswerSum<?, ?> sum() {
    return sum(calculation);
  }

  private <G, M, S extends CountSum<G, M>> AnswerSum<G, M> sum(Calculation<G, M, S> typed) {
    return new AnswerSum<>(this, typed);
  }
}
