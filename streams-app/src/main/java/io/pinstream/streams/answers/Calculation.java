// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a question is answered: from which counts, which add up over partitions and instances, and
 * what its rows say of the sum.
 *
 * @param counts the counts of one partition that the question needs; its monitor is held meanwhile
 * @param newGroup makes a group's map of members: a sorted one where their order matters
 * @param group how a group travels between instances
 * @param member how a member travels between instances
 * @param rows the rows, in any order
 */
record Calculation<G, M>(
    Function<AnswerCounts, GroupedCounts<G, M>> counts,
    Supplier<Map<M, Long>> newGroup,
    WireForm<G> group,
    WireForm<M> member,
    Function<GroupedCounts<G, M>, List<List<Object>>> rows) {}
