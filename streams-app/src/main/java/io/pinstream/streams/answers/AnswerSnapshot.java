// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.math.BigDecimal;
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
  private final long joined;
  private final Map<Question, List<AnswerRow>> rows = new EnumMap<>(Question.class);
  private Optional<Map<String, Long>> postsByCategory = Optional.empty();

  /** No answers yet, and so many posts. */
  public AnswerSnapshot(long joined) {
    this.joined = joined;
  }

  /** These answers and one more, of its sum over all partitions. */
  public AnswerSnapshot with(Question question, QuestionSum sum) {
    AnswerSnapshot more = new AnswerSnapshot(joined);
    more.rows.putAll(rows);
    more.rows.put(question, sum.rows());
    more.postsByCategory =
        question == Breakdown.QUESTION ? Optional.of(Breakdown.categories(sum)) : postsByCategory;
    return more;
  }

  /** How many posts there were. */
  public long joined() {
    return joined;
  }

  /** How many posts that name a country each category had, by name; empty if it is not known. */
  public Optional<Map<String, Long>> postsByCategory() {
    return postsByCategory;
  }

  /**
   * Of a question's answer the row whose last number is largest, the first of those, as a JSON
   * object; empty if there is none.
   */
  public Optional<byte[]> leader(Question question) {
    return rows.getOrDefault(question, List.of()).stream()
        .reduce((one, other) -> number(other).compareTo(number(one)) > 0 ? other : one)
        .map(AnswerRow::toJson);
  }

  private static BigDecimal number(AnswerRow row) {
    return new BigDecimal(row.values().get(row.values().size() - 1).toString());
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
