// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * For each group, how often each member occurs; what drops to zero is forgotten. Not thread-safe.
 */
final class GroupedCounts<G, M> implements CountSum<G, M> {
  private final Map<G, Map<M, Long>> groups = new HashMap<>();
  private final Supplier<Map<M, Long>> newGroup;

  /**
   * No groups yet.
   *
   * @param newGroup makes a group's map of members: a sorted one where their order matters
   */
  GroupedCounts(Supplier<Map<M, Long>> newGroup) {
    this.newGroup = newGroup;
  }

  @Override
  public void add(G group, M member, long count) {
    Map<M, Long> members = groups.computeIfAbsent(group, any -> newGroup.get());
    members.merge(member, count, GroupedCounts::sumOrGone);
    if (members.isEmpty()) {
      groups.remove(group);
    }
  }

  @Override
  public void forEach(Visitor<? super G, ? super M> visitor) {
    groups.forEach(
        (group, members) ->
            members.forEach((member, count) -> visitor.visit(group, member, count)));
  }

  Map<G, Map<M, Long>> groups() {
    return groups;
  }

  private static Long sumOrGone(Long one, Long other) {
    long sum = one + other;
    return sum == 0 ? null : sum;
  }
}
