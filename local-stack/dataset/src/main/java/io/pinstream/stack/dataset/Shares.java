// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.dataset;

/**
 * How often each kind of row occurs: the counts found in 3,444 rows of the original, brought to
 * another number of rows.
 */
enum Shares {
  POSTER_ERROR(23),
  IMAGE_SRC_ERROR(77),
  MULTI_VIDEO(247),
  VIDEO(101),
  TITLE_EMPTY(1),
  TITLE_UNTITLED(1),
  TITLE_LOOKALIKE(4),
  TITLE_LONGEST(1),
  TITLE_LINE_BREAK(20),
  TITLE_CYRILLIC(30),
  TITLE_CJK(20),
  TITLE_EMOJI(170),
  DESCRIPTION_UNAVAILABLE(57),
  DESCRIPTION_UNTITLED(1),
  DESCRIPTION_EMPTY(1),
  DESCRIPTION_LOOKALIKE(4),
  DESCRIPTION_LONGEST(1),
  DESCRIPTION_CUT_OFF(1237),
  TAGS_UNAVAILABLE(24),
  TAGS_LONGEST(1);

  private static final long COUNTED_ROWS = 3_444;

  private final int counted;

  Shares(int counted) {
    this.counted = counted;
  }

  /** The number of such rows among {@code rows}, rounded to the nearest. */
  int of(int rows) {
    return (int) ((2L * counted * rows + COUNTED_ROWS) / (2 * COUNTED_ROWS));
  }
}
