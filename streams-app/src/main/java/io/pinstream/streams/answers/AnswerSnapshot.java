// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows of all answers at one moment. Two snapshots are equal only if they are the same one. */
public final class AnswerSnapshot {
  private final Map<Question, List<AnswerRow>> rows = new EnumMap<>(Question.class);

  /**
   * Takes a snapshot.
   *
   * @param sums each question's sum over all partitions
   */
  public AnswerSnapshot(Function<Question, QuestionSum> sums) {
    for (Question question : Question.values()) {
      rows.put(question, sums.apply(question).rows());
    }
  }

  List<AnswerRow> rows(Question question) {
    return rows.get(question);
  }
}
