// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.AgeGroupAndYear;
import io.pinstream.streams.answers.AnswerCounts.Poster;
import io.pinstream.streams.answers.AnswerCounts.User;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A group or a member of grouped counts as the JSON values that stand for it.
 *
 * @param width how many values
 * @param write makes the values: texts, whole numbers and nulls
 * @param read takes them back
 */
record WireForm<T>(int width, Function<T, List<Object>> write, Function<List<Object>, T> read) {
  static final WireForm<String> TEXT =
      new WireForm<>(1, List::of, values -> (String) values.get(0));
  static final WireForm<Long> NUMBER = new WireForm<>(1, List::of, values -> number(values.get(0)));
  static final WireForm<Integer> YEAR =
      new WireForm<>(1, List::of, values -> Math.toIntExact(number(values.get(0))));
  static final WireForm<Poster> POSTER =
      new WireForm<>(
          2,
          poster -> List.of(poster.followerCount(), poster.name()),
          values -> new Poster(number(values.get(0)), (String) values.get(1)));
  static final WireForm<User> USER =
      new WireForm<>(
          3,
          user -> Arrays.asList(user.name(), user.age(), user.dateJoined()),
          values ->
              new User((String) values.get(0), number(values.get(1)), (String) values.get(2)));
  static final WireForm<AgeGroupAndYear> AGE_GROUP_AND_YEAR =
      new WireForm<>(
          2,
          group -> List.of(group.ageGroup(), group.joinYear()),
          values ->
              new AgeGroupAndYear((String) values.get(0), Math.toIntExact(number(values.get(1)))));

  private static Long number(Object value) {
    return value == null ? null : (Long) ((Number) value).longValue();
  }
}
