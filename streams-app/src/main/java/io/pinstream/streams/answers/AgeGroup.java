// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.nio.ByteBuffer;

/** The four age groups of the questions; who is under 18 belongs to none. */
enum AgeGroup {
  FROM_18(18, 24, "18-24"),
  FROM_25(25, 35, "25-35"),
  FROM_36(36, 50, "36-50"),
  OVER_50(51, Long.MAX_VALUE, "+50");

  private final long youngest;
  private final long oldest;
  private final String label;

  AgeGroup(long youngest, long oldest, String label) {
    this.youngest = youngest;
    this.oldest = oldest;
    this.label = label;
  }

  /** The group of an age in years, or null. */
  static AgeGroup of(long age) {
    for (AgeGroup group : values()) {
      if (age >= group.youngest && age <= group.oldest) {
        return group;
      }
    }
    return null;
  }

  /** What stands for the group in a key. */
  long code() {
    return youngest;
  }

  /** Takes a group off a key, as its name. */
  static String take(ByteBuffer key) {
    return of(key.getLong()).label;
  }
}
