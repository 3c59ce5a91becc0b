// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts behind all answers, over the posts of one partition. Counts of several partitions add
 * up, and a post that goes takes away exactly what it brought. Thread-safe by its own monitor,
 * which readers of the fields must hold.
 */
final class AnswerCounts {
  /** A poster as a post shows it; most followers first. */
  record Poster(long followerCount, String name) implements Comparable<Poster> {
    private static final Comparator<Poster> ORDER =
        Comparator.comparingLong(Poster::followerCount)
            .reversed()
            .thenComparing(Poster::name, Utf8Order.COMPARATOR);

    @Override
    public int compareTo(Poster other) {
      return ORDER.compare(this, other);
    }
  }

  /** Who counts as one user. */
  record User(String name, Long age, String dateJoined) {}

  record AgeGroupAndYear(String ageGroup, int joinYear) {}

  private static final int FIRST_POST_YEAR = 2018;
  private static final int LAST_POST_YEAR = 2022;
  private static final int FIRST_JOIN_YEAR = 2015;
  private static final int LAST_JOIN_YEAR = 2020;

  final GroupedCounts<String, String> categoriesByCountry = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<Integer, String> categoriesByPostYear = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<String, Poster> postersByCountry = new GroupedCounts<>(TreeMap::new);
  final GroupedCounts<String, String> categoriesByAgeGroup = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<String, Long> followersByAgeGroup = new GroupedCounts<>(TreeMap::new);
  final GroupedCounts<Integer, User> usersByJoinYear = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<Integer, Long> followersByJoinYear = new GroupedCounts<>(TreeMap::new);
  final GroupedCounts<AgeGroupAndYear, Long> followersByAgeGroupAndJoinYear =
      new GroupedCounts<>(TreeMap::new);
  final Map<String, Long> nullsByField = new HashMap<>();

  private long version;

  /** Takes one version of a post out and puts another in; either may be null. */
  synchronized void replace(PostFacts before, PostFacts after) {
    if (before != null) {
      add(before, -1);
    }
    if (after != null) {
      add(after, 1);
    }
    version++;
  }

  /** Grows with each change. */
  synchronized long version() {
    return version;
  }

  private void add(PostFacts post, int count) {
    String ageGroup = post.ageGroup();
    Integer postYear = within(post.postYear(), FIRST_POST_YEAR, LAST_POST_YEAR);
    Integer joinYear = within(post.joinYear(), FIRST_JOIN_YEAR, LAST_JOIN_YEAR);
    addIfKnown(categoriesByCountry, post.country(), post.category(), count);
    addIfKnown(categoriesByPostYear, postYear, post.category(), count);
    addIfKnown(categoriesByAgeGroup, ageGroup, post.category(), count);
    addIfKnown(
        usersByJoinYear, joinYear, new User(post.userName(), post.age(), post.dateJoined()), count);
    addIfKnown(followersByAgeGroup, ageGroup, post.followerCount(), count);
    addIfKnown(followersByJoinYear, joinYear, post.followerCount(), count);
    if (ageGroup != null && joinYear != null) {
      addIfKnown(
          followersByAgeGroupAndJoinYear,
          new AgeGroupAndYear(ageGroup, joinYear),
          post.followerCount(),
          count);
    }
    if (post.posterName() != null && post.followerCount() != null) {
      addIfKnown(
          postersByCountry,
          post.country(),
          new Poster(post.followerCount(), post.posterName()),
          count);
    }
    for (String field : post.nullFields()) {
      nullsByField.merge(field, (long) count, Long::sum);
    }
  }

  private static <G, M> void addIfKnown(GroupedCounts<G, M> counts, G group, M member, int count) {
    if (group != null && member != null) {
      counts.add(group, member, count);
    }
  }

  private static Integer within(Integer year, int first, int last) {
    return year != null && year >= first && year <= last ? year : null;
  }
}
