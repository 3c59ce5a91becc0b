// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import io.pinstream.streams.answers.AnswerCounts.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many posts each user has, for those who joined in a year that is asked for. */
final class UserCounts implements CountSum<Integer, User> {
  // No user is that old, and one without an age is another than one who is 0.
  private static final long NO_AGE = Long.MIN_VALUE;

  private final PackedCounts users = new PackedCounts();
  private final PackedKey key = new PackedKey();

  @Override
  public void add(Integer joinYear, User user, long count) {
    users.add(
        key.start()
            .number(joinYear)
            .number(user.age() == null ? NO_AGE : user.age())
            .text(user.name())
            .text(user.dateJoined())
            .toBytes(),
        Math.toIntExact(count));
  }

  void addAll(UserCounts others) {
    users.addAll(others.users);
  }

  /** How many different users joined in each year. */
  List<List<Object>> distinct() {
    Map<Integer, Long> years = new TreeMap<>();
    users.forEach((bytes, count) -> years.merge((int) bytes.getLong(), 1L, Long::sum));
    List<List<Object>> rows = new ArrayList<>();
    years.forEach((year, number) -> rows.add(List.of(year, number)));
    return rows;
  }

  @Override
  public void forEach(Visitor<? super Integer, ? super User> visitor) {
    users.forEach(
        (bytes, count) -> {
          int joinYear = (int) bytes.getLong();
          long age = bytes.getLong();
          String name = PackedKey.text(bytes);
          User user = new User(name, age == NO_AGE ? null : age, PackedKey.text(bytes));
          visitor.visit(joinYear, user, count);
        });
  }
}
