// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.function.Function;

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

  record AgeGroupAndYear(String ageGroup, Integer joinYear) {}

  private static final int FIRST_POST_YEAR = 2018;
  private static final int LAST_POST_YEAR = 2022;
  private static final int FIRST_JOIN_YEAR = 2015;
  private static final int LAST_JOIN_YEAR = 2020;

  final GroupedCounts<String, String> categoriesByCountry = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<Integer, String> categoriesByPostYear = new GroupedCounts<>(HashMap::new);
  final GroupedCounts<String, String> categoriesByAgeGroup = new GroupedCounts<>(HashMap::new);
  final PosterCounts posters = new PosterCounts();
  final UserCounts users = new UserCounts();
  // In the order of PostFacts.FIELDS.
  final long[] nullsByField = new long[PostFacts.FIELDS.size()];
  // Of all posts in an age group, in a join year or in both: the other of them is null.
  private final GroupedCounts<AgeGroupAndYear, Long> followers = new GroupedCounts<>(HashMap::new);

  private long version;

  /** Takes one version of a post out and puts another in; either may be null. */
  synchronized void replace(PostFacts before, PostFacts after) {
    // In this order, so that what stays the same does not go away in between.
    if (after != null) {
      add(after, 1);
    }
    if (before != null) {
      add(before, -1);
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
    if (joinYear != null) {
      users.add(joinYear, new User(post.userName(), post.age(), post.dateJoined()), count);
    }
    if (ageGroup != null || joinYear != null) {
      addIfKnown(followers, new AgeGroupAndYear(ageGroup, joinYear), post.followerCount(), count);
    }
    if (post.country() != null && post.posterName() != null && post.followerCount() != null) {
      posters.add(post.country(), new Poster(post.followerCount(), post.posterName()), count);
    }
    for (int nulls = post.nulls(); nulls != 0; nulls &= nulls - 1) {
      nullsByField[Integer.numberOfTrailingZeros(nulls)] += count;
    }
  }

  void addFollowersByAgeGroup(GroupedCounts<String, Long> sum) {
    addFollowers(AgeGroupAndYear::ageGroup, sum);
  }

  void addFollowersByJoinYear(GroupedCounts<Integer, Long> sum) {
    addFollowers(AgeGroupAndYear::joinYear, sum);
  }

  void addFollowersByAgeGroupAndJoinYear(GroupedCounts<AgeGroupAndYear, Long> sum) {
    addFollowers(group -> group.ageGroup() == null || group.joinYear() == null ? null : group, sum);
  }

  private <G> void addFollowers(Function<AgeGroupAndYear, G> wanted, GroupedCounts<G, Long> sum) {
    followers
        .groups()
        .forEach(
            (group, members) -> {
              G to = wanted.apply(group);
              if (to != null) {
                members.forEach((member, count) -> sum.add(to, member, count));
              }
            });
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
