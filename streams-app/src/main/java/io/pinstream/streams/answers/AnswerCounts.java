// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.Comparator;

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

  final CategoryCounts<String> categoriesByCountry = new CategoryCounts<>();
  final CategoryCounts<Integer> categoriesByPostYear = new CategoryCounts<>();
  final CategoryCounts<String> categoriesByAgeGroup = new CategoryCounts<>();
  final PosterCounts posters = new PosterCounts();
  final UserCounts users = new UserCounts();
  // In the order of PostFacts.FIELDS.
  final long[] nullsByField = new long[PostFacts.FIELDS.size()];
  private final FollowerCounts followers = new FollowerCounts();

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
    categoriesByCountry.add(post.country(), post.category(), count);
    categoriesByPostYear.add(postYear, post.category(), count);
    categoriesByAgeGroup.add(ageGroup, post.category(), count);
    if (joinYear != null) {
      users.add(joinYear, new User(post.userName(), post.age(), post.dateJoined()), count);
    }
    if ((ageGroup != null || joinYear != null) && post.followerCount() != null) {
      followers.add(new AgeGroupAndYear(ageGroup, joinYear), post.followerCount(), count);
    }
    if (post.country() != null && post.posterName() != null && post.followerCount() != null) {
      posters.add(post.country(), new Poster(post.followerCount(), post.posterName()), count);
    }
    for (int nulls = post.nulls(); nulls != 0; nulls &= nulls - 1) {
      nullsByField[Integer.numberOfTrailingZeros(nulls)] += count;
    }
  }

  void addFollowersByAgeGroup(GroupedCounts<String, Long> sum) {
    followers.addTo(AgeGroupAndYear::ageGroup, sum);
  }

  void addFollowersByJoinYear(GroupedCounts<Integer, Long> sum) {
    followers.addTo(AgeGroupAndYear::joinYear, sum);
  }

  void addFollowersByAgeGroupAndJoinYear(GroupedCounts<AgeGroupAndYear, Long> sum) {
    followers.addTo(
        group -> group.ageGroup() == null || group.joinYear() == null ? null : group, sum);
  }

  private static Integer within(Integer year, int first, int last) {
    return year != null && year >= first && year <= last ? year : null;
  }
}
