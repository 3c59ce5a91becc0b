// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
  private static final String ONE =
      "{\"country\":\"Chad\",\"category\":\"art\",\"category_count\":2}";

  /** Says the same rows to question 3 and nothing to the others. */
  private record Fixed(String name, List<String> rows) implements AnswerSource {
    Fixed(String name, String... rows) {
      this(name, List.of(rows));
    }

    @Override
    public Map<Integer, List<ObjectNode>> answers() {
      var answers = new TreeMap<Integer, List<ObjectNode>>();
      for (int question = 1; question <= QuestionFiles.COUNT; question++) {
        answers.put(question, List.of());
      }
      var parsed = new ArrayList<ObjectNode>();
      for (var row : rows) {
        try {
          parsed.add((ObjectNode) new ObjectMapper().readTree(row));
        } catch (JsonProcessingException e) {
          throw new IllegalArgumentException(row, e);
        }
      }
      answers.put(3, parsed);
      return answers;
    }
  }

  private static Optional<String> difference(AnswerSource left, AnswerSource right) {
    return AnswerComparison.firstDifference(left, right);
  }

  @Test
  void numbersAreEqualByWhatTheyAreWorth() {
    assertThat(difference(new Fixed("a", "{\"m\":43000.0}"), new Fixed("b", "{\"m\":43000}")))
        .isEmpty();
    assertThat(difference(new Fixed("a", "{\"m\":43000.5}"), new Fixed("b", "{\"m\":43000}")))
        .isPresent();
  }

  @Test
  void theFirstRowThatDiffersIsNamed() {
    var other = ONE.replace("2", "3");
    assertThat(difference(new Fixed("the lake", ONE, ONE), new Fixed("the app", ONE, other)))
        .hasValue("question 3, row 2: the lake says " + ONE + ", the app says " + other);
  }

  @Test
  void aRowTooManyIsADifference() {
    assertThat(difference(new Fixed("the lake", ONE), new Fixed("the app")))
        .hasValue("question 3, row 1: the lake says " + ONE + ", the app says nothing");
    assertThat(difference(new Fixed("the lake"), new Fixed("the app", ONE)))
        .hasValue("question 3, row 1: the lake says nothing, the app says " + ONE);
  }

  @Test
  void columnsHaveToBeInTheSameOrder() {
    assertThat(difference(new Fixed("a", "{\"x\":1,\"y\":2}"), new Fixed("b", "{\"y\":2,\"x\":1}")))
        .isPresent();
  }
}
