// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

import java.util.List;

/** The categories in contiguous blocks of the index, in the order of the alphabet. */
final class Categories {
  static final List<String> NAMES =
      List.of(
          "art",
          "beauty",
          "christmas",
          "diy-and-crafts",
          "education",
          "event-planning",
          "finance",
          "home-decor",
          "mens-fashion",
          "quotes",
          "tattoos",
          "travel",
          "vehicles");

  /** The size of each block in {@link PinterestDataset#DEFAULT_ROWS} rows. */
  private static final int[] SIZES = {
    861, 792, 843, 968, 907, 934, 775, 889, 836, 812, 967, 838, 732
  };

  private final int[] ends = new int[SIZES.length];

  Categories(int rows) {
    long end = 0;
    for (int i = 0; i < SIZES.length; i++) {
      end += SIZES[i];
      ends[i] = (int) (end * rows / PinterestDataset.DEFAULT_ROWS);
    }
  }

  /** The number in {@link #NAMES} of the row's category. */
  int of(int index) {
    int category = 0;
    while (index >= ends[category]) {
      category++;
    }
    return category;
  }
}
