// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.join.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What the questions ask of a post; what is null there is null here.
 *
 * @param postYear the year (UTC) of the post
 * @param joinYear the year (UTC) in which the user joined
 * @param nulls which of {@link #FIELDS} are null: the lowest bit is the first
 */
record PostFacts(
    String category,
    String country,
    String posterName,
    Long followerCount,
    Integer postYear,
    String userName,
    Long age,
    String dateJoined,
    Integer joinYear,
    int nulls) {
  /** All fields of a post but {@code ind}, in its order. */
  static final List<String> FIELDS = fields();

  String ageGroup() {
    return AgeGroup.of(age);
  }

  private static List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (Part part : Part.values()) {
      fields.addAll(part.columnNames());
    }
    return List.copyOf(fields);
  }
}
