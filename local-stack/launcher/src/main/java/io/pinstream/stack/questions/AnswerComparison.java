// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares two sources' answers row by row, value by value; numbers by what they are worth. */
public final class AnswerComparison {
  private AnswerComparison() {}

  /** The first row that differs, in words; empty if none does. */
  public static Optional<String> firstDifference(AnswerSource left, AnswerSource right) {
    var leftAnswers = left.answers();
    var rightAnswers = right.answers();
    for (int question = 1; question <= QuestionFiles.COUNT; question++) {
      var leftRows = leftAnswers.get(question);
      var rightRows = rightAnswers.get(question);
      for (int i = 0; i < Math.max(leftRows.size(), rightRows.size()); i++) {
        if (!equal(row(leftRows, i), row(rightRows, i))) {
          return Optional.of(
              "question %s, row %s: %s says %s, %s says %s"
                  .formatted(
                      question,
                      i + 1,
                      left.name(),
                      shown(row(leftRows, i)),
                      right.name(),
                      shown(row(rightRows, i))));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ObjectNode> row(List<ObjectNode> rows, int i) {
    return i < rows.size() ? Optional.of(rows.get(i)) : Optional.empty();
  }

  private static String shown(Optional<ObjectNode> row) {
    return row.map(ObjectNode::toString).orElse("nothing");
  }

  private static boolean equal(Optional<ObjectNode> left, Optional<ObjectNode> right) {
    return left.isPresent()
        && right.isPresent()
        && names(left.get()).equals(names(right.get()))
        && left.get().equals(AnswerComparison::compare, right.get());
  }

  private static List<String> names(ObjectNode row) {
    var names = new ArrayList<String>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }
}
