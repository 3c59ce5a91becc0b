// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a question is answered: from which counts, which add up over partitions and instances, and
 * what its rows say of the sum.
 *
 * @param partition adds what the question needs of one partition to the sum; the partition's
 *     monitor is held meanwhile
 * @param newSum makes an empty sum
 * @param group how a group travels between instances
 * @param member how a member travels between instances
 * @param rows the rows, in any order
 */
record Calculation<G, M, S extends CountSum<G, M>>(
    BiConsumer<AnswerCounts, S> partition,
    Supplier<S> newSum,
    WireForm<G> group,
    WireForm<M> member,
    Function<S, List<List<Object>>> rows) {

  /** The same with counts in maps, which is enough where there are few members. */
  static <G, M> Calculation<G, M, GroupedCounts<G, M>> grouped(
      BiConsumer<AnswerCounts, GroupedCounts<G, M>> partition,
      Supplier<Map<M, Long>> newGroup,
      WireForm<G> group,
      WireForm<M> member,
      Function<GroupedCounts<G, M>, List<List<Object>>> rows) {
    return new Calculation<>(partition, () -> new GroupedCounts<>(newGroup), group, member, rows);
  }
}
