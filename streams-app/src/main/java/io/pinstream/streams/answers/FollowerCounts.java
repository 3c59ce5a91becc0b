// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;
import io.pinstream.streams.answers.AnswerCounts.AgeGroupAndYear;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How many of a partition's posts have each follower count, for each age group and join year of
 * their users; what drops to zero is forgotten. Not thread-safe.
 */
final class FollowerCounts {
  // Of all posts in an age group, in a join year or in both: the other of them is null.
  private final Map<AgeGroupAndYear, LongIntHashMap> groups = new HashMap<>();

  void add(AgeGroupAndYear group, long followerCount, int count) {
    LongIntHashMap followers = groups.get(group);
    if (followers == null) {
      followers = new LongIntHashMap();
      groups.put(group, followers);
    }
    if (followers.addTo(followerCount, count) == 0) {
      followers.remove(followerCount);
      if (followers.isEmpty()) {
        groups.remove(group);
      }
    }
  }

  /**
   * Adds what was counted to coarser groups.
   *
   * @param wanted the group that takes it in, or null to leave it out
   */
  <G> void addTo(Function<AgeGroupAndYear, G> wanted, GroupedCounts<G, Long> sum) {
    groups.forEach(
        (group, followers) -> {
          G to = wanted.apply(group);
          if (to != null) {
            for (LongIntCursor followerCount : followers) {
              sum.add(to, followerCount.key, followerCount.value);
            }
          }
        });
  }
}
