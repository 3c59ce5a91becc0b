// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

/** The four age groups of the questions. */
final class AgeGroup {
  private AgeGroup() {}

  /** The group's name, or null for an age that is unknown or under 18. */
  static String of(Long age) {
    if (age == null || age < 18) {
      return null;
    }
    if (age <= 24) {
      return "18-24";
    }
    if (age <= 35) {
      return "25-35";
    }
    return age <= 50 ? "36-50" : "+50";
  }
}
