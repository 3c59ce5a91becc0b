// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.User;

/** How many posts each user has, for those who joined in a year that is asked for. */
final class UserCounts {
  // No user is that old, and one without an age is another than one who is 0.
  private static final long NO_AGE = Long.MIN_VALUE;

  private final PackedCounts users = new PackedCounts();
  private final PackedKey key = new PackedKey();

  void add(int joinYear, User user, int count) {
    users.add(
        key.start()
            .number(joinYear)
            .number(user.age() == null ? NO_AGE : user.age())
            .text(user.name())
            .text(user.dateJoined())
            .toBytes(),
        count);
  }

  void addTo(GroupedCounts<Integer, User> sum) {
    users.forEach(
        (bytes, count) -> {
          int joinYear = (int) bytes.getLong();
          long age = bytes.getLong();
          String name = PackedKey.text(bytes);
          sum.add(
              joinYear, new User(name, age == NO_AGE ? null : age, PackedKey.text(bytes)), count);
        });
  }
}
