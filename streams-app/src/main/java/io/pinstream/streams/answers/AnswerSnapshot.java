// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of the answers that could be had at one moment. Two snapshots are equal only if they are
 * the same one.
 */
public final class AnswerSnapshot {
  private final Map<Question, List<AnswerRow>> rows = new EnumMap<>(Question.class);

  /** No answers yet. */
  public AnswerSnapshot() {}

  /**
   * These answers and one more.
   *
   * @param sum the question's sum over all partitions
   */
  public AnswerSnapshot with(Question question, QuestionSum sum) {
    AnswerSnapshot more = new AnswerSnapshot();
    more.rows.putAll(rows);
    more.rows.put(question, sum.rows());
    return more;
  }

  /** Those that could be answered. */
  public Set<Question> questions() {
    return rows.keySet();
  }

  /** The answer's rows; empty if they could not be had. */
  Optional<List<AnswerRow>> rows(Question question) {
    return Optional.ofNullable(rows.get(question));
  }
}
