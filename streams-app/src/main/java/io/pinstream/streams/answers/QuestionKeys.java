// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.post.Column;
import io.pinstream.streams.post.Post;
import io.pinstream.streams.post.Row;
import io.pinstream.streams.post.Table;

/**
 * What each question counts of a post: each method writes the key and says whether the post is
 * asked about at all. Posts whose asked-for column is null are not, nor are those of an earlier
 * version whose names no row may have any more.
 */
final class QuestionKeys {
  static final Column CATEGORY = Table.PIN.column("category");
  static final Column POSTER_NAME = Table.PIN.column("poster_name");
  static final Column FOLLOWER_COUNT = Table.PIN.column("follower_count");
  static final Column COUNTRY = Table.GEO.column("country");
  static final Column TIMESTAMP = Table.GEO.column("timestamp");
  static final Column USER_NAME = Table.USER.column("user_name");
  static final Column AGE = Table.USER.column("age");
  static final Column DATE_JOINED = Table.USER.column("date_joined");

  private static final int NO_YEAR = -1;
  private static final int FIRST_POST_YEAR = 2018;
  private static final int LAST_POST_YEAR = 2022;
  private static final int FIRST_JOIN_YEAR = 2015;
  private static final int LAST_JOIN_YEAR = 2020;

  private QuestionKeys() {}

  static boolean countryAndCategory(Post post, PackedKey key) {
    if (!hasName(post, COUNTRY) || !hasName(post, CATEGORY)) {
      return false;
    }
    key.text(post, COUNTRY).text(post, CATEGORY);
    return true;
  }

  static boolean postYearAndCategory(Post post, PackedKey key) {
    int year = year(post, TIMESTAMP, FIRST_POST_YEAR, LAST_POST_YEAR);
    if (year == NO_YEAR || !hasName(post, CATEGORY)) {
      return false;
    }
    key.number(year).text(post, CATEGORY);
    return true;
  }

  static boolean countryAndPoster(Post post, PackedKey key) {
    if (!hasName(post, COUNTRY) || !hasName(post, POSTER_NAME) || post.isNull(FOLLOWER_COUNT)) {
      return false;
    }
    key.text(post, COUNTRY).number(post, FOLLOWER_COUNT).text(post, POSTER_NAME);
    return true;
  }

  static boolean ageGroupAndCategory(Post post, PackedKey key) {
    AgeGroup group = ageGroup(post);
    if (group == null || !hasName(post, CATEGORY)) {
      return false;
    }
    key.number(group.code()).text(post, CATEGORY);
    return true;
  }

  static boolean ageGroupAndFollowers(Post post, PackedKey key) {
    AgeGroup group = ageGroup(post);
    if (group == null || post.isNull(FOLLOWER_COUNT)) {
      return false;
    }
    key.number(group.code()).number(post, FOLLOWER_COUNT);
    return true;
  }

  static boolean joinYearAndUser(Post post, PackedKey key) {
    int year = joinYear(post);
    if (year == NO_YEAR || !(post.isNull(USER_NAME) || hasName(post, USER_NAME))) {
      return false;
    }
    key.number(year).text(post, USER_NAME).text(post, DATE_JOINED);
    // Last, and left out if unknown: every number is an age that somebody may have.
    if (!post.isNull(AGE)) {
      key.number(post, AGE);
    }
    return true;
  }

  static boolean joinYearAndFollowers(Post post, PackedKey key) {
    int year = joinYear(post);
    if (year == NO_YEAR || post.isNull(FOLLOWER_COUNT)) {
      return false;
    }
    key.number(year).number(post, FOLLOWER_COUNT);
    return true;
  }

  static boolean ageGroupJoinYearAndFollowers(Post post, PackedKey key) {
    AgeGroup group = ageGroup(post);
    int year = joinYear(post);
    if (group == null || year == NO_YEAR || post.isNull(FOLLOWER_COUNT)) {
      return false;
    }
    key.number(group.code()).number(year).number(post, FOLLOWER_COUNT);
    return true;
  }

  private static boolean hasName(Post post, Column column) {
    return post.row(column.table()).hasName(column.position());
  }

  private static AgeGroup ageGroup(Post post) {
    Row user = post.row(Table.USER);
    return user.isNull(AGE.position()) ? null : AgeGroup.of(user.number(AGE.position()));
  }

  private static int joinYear(Post post) {
    return year(post, DATE_JOINED, FIRST_JOIN_YEAR, LAST_JOIN_YEAR);
  }

  private static int year(Post post, Column instant, int first, int last) {
    Row row = post.row(instant.table());
    if (row.isNull(instant.position())) {
      return NO_YEAR;
    }
    int year = row.year(instant.position());
    return year >= first && year <= last ? year : NO_YEAR;
  }
}
