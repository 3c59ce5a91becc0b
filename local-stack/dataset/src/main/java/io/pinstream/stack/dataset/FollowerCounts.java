// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import io.pinstream.stack.dataset.RandomNumbers.Purpose;

/** How many follow a poster, as Pinterest's pages abbreviate it. */
final class FollowerCounts {
  private static final int LARGEST_MILLIONS = 15;
  private static final int LARGEST_NUMBER = 999;

  /** The poster with the largest count, one of those with the most posts. */
  private static final int MOST_FOLLOWED = 1;

  private final long key;
  private final long secondCountKey;

  FollowerCounts(long seed) {
    key = RandomNumbers.key(seed, Purpose.FOLLOWERS);
    secondCountKey = RandomNumbers.key(seed, Purpose.SECOND_FOLLOWER_COUNT);
  }

  /** The count on one of the poster's rows: some posters gained one step between two posts. */
  String of(int poster, int index) {
    if (poster == PosterSizes.UNKNOWN) {
      return PosterNames.UNKNOWN;
    }
    if (poster == MOST_FOLLOWED) {
      return LARGEST_MILLIONS + "M";
    }
    RandomNumbers draws = new RandomNumbers(key, poster);
    int magnitude = draws.below(100);
    int most;
    int number;
    String unit;
    if (magnitude < 22) {
      most = LARGEST_NUMBER;
      number = draws.smallestBelow(LARGEST_NUMBER + 1, 2);
      unit = "";
    } else if (magnitude < 90) {
      most = LARGEST_NUMBER;
      number = 1 + draws.smallestBelow(LARGEST_NUMBER, 3);
      unit = "k";
    } else {
      most = LARGEST_MILLIONS;
      number = 1 + draws.smallestBelow(LARGEST_MILLIONS, 2);
      unit = "M";
    }
    boolean gained = draws.chance(15, 100) && new RandomNumbers(secondCountKey, index).chance(1, 2);
    return (gained ? Math.min(number + 1, most) : number) + unit;
  }
}
