// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * Who wrote how many posts: most posters one, a few many. Poster 0 is the unknown one; the others
 * are numbered from 1, those with the most posts first.
 */
final class PosterSizes {
  /** The poster of all rows whose poster_name is a sentinel. */
  static final int UNKNOWN = 0;

  private static final int BASE_ROWS = 11_080;

  /** Posts per poster and how many such posters there are among {@link #BASE_ROWS} rows. */
  private static final int[][] BASE = {
    {60, 4}, {40, 5}, {30, 9}, {22, 14}, {17, 18}, {13, 27}, {10, 44}, {8, 60}, {6, 100}, {5, 140},
    {4, 220}, {3, 380}, {2, 880}
  };

  private final int unknownPosts;
  private final int[] firstRank = new int[BASE.length + 1];
  private final int[] firstPoster = new int[BASE.length + 1];
  private final int posters;

  /**
   * @param rows rows with a known poster
   * @param unknownPosts rows without one
   */
  PosterSizes(int rows, int unknownPosts) {
    this.unknownPosts = unknownPosts;
    firstPoster[0] = UNKNOWN + 1;
    for (int i = 0; i < BASE.length; i++) {
      int ofThisSize = (int) ((long) BASE[i][1] * rows / BASE_ROWS);
      firstRank[i + 1] = firstRank[i] + ofThisSize * BASE[i][0];
      firstPoster[i + 1] = firstPoster[i] + ofThisSize;
    }
    posters = firstPoster[BASE.length] + rows - firstRank[BASE.length];
  }

  /** One more than the greatest number of a poster. */
  int posters() {
    return posters;
  }

  /** The poster of the row with this rank among the rows with a known poster. */
  int posterAt(int rank) {
    int group = groupOf(firstRank, rank);
    return firstPoster[group] + (rank - firstRank[group]) / size(group);
  }

  /** How many rows the poster has. */
  int posts(int poster) {
    return poster == UNKNOWN ? unknownPosts : size(groupOf(firstPoster, poster));
  }

  private static int groupOf(int[] firsts, int value) {
    int group = 0;
    while (group < BASE.length && value >= firsts[group + 1]) {
      group++;
    }
    return group;
  }

  private static int size(int group) {
    return group < BASE.length ? BASE[group][0] : 1;
  }
}
