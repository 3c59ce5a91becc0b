// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.answers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What two of the questions ask besides: of their own answer, the rows with the highest count. Ties
 * are all kept.
 */
enum LeadingRows {
  /** The category that led each year. */
  BY_YEAR(Question.CATEGORIES_BY_YEAR, true),
  /** The one country, or tied countries, whose poster has most followers. */
  OVERALL(Question.TOP_POSTER_BY_COUNTRY, false);

  private final Question question;
  private final boolean inEachGroup;

  LeadingRows(Question question, boolean inEachGroup) {
    this.question = question;
    this.inEachGroup = inEachGroup;
  }

  /** Those of a question, if it asks for any. */
  static Optional<LeadingRows> of(Question question) {
    for (LeadingRows each : values()) {
      if (each.question == question) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The leading ones of an answer's rows, in their order. */
  List<AnswerRow> among(List<AnswerRow> answer) {
    Map<Object, Long> most =
        answer.stream().collect(Collectors.toMap(this::group, LeadingRows::count, Math::max));
    return answer.stream().filter(row -> count(row) == most.get(group(row))).toList();
  }

  private Object group(AnswerRow row) {
    return inEachGroup ? row.values().get(0) : question;
  }

  private static long count(AnswerRow row) {
    return ((Number) row.values().get(row.values().size() - 1)).longValue();
  }
}
