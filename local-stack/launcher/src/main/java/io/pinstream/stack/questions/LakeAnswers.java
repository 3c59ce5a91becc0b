// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeSession;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lake's answers, by DuckDB in this process. */
public final class LakeAnswers implements AnswerSource {
  private final Lake lake;
  private final QuestionFiles questions;
  private final Optional<LocalDate> date;

  /**
   * @param date answers as they were at the end of this day (UTC); empty: as they are
   */
  public LakeAnswers(Lake lake, QuestionFiles questions, Optional<LocalDate> date) {
    this.lake = lake;
    this.questions = questions;
    this.date = date;
  }

  @Override
  public String name() {
    return "the lake";
  }

  @Override
  public Map<Integer, List<ObjectNode>> answers() {
    try (var session = LakeSession.open(lake)) {
      session.require("post");
      var answers = new TreeMap<Integer, List<ObjectNode>>();
      for (int question = 1; question <= QuestionFiles.COUNT; question++) {
        try (var statement = session.connection().createStatement();
            var result = statement.executeQuery(questions.statement(question, "main.post", date))) {
          answers.put(question, AnswerRows.of(result));
        } catch (SQLException e) {
          throw new StackException(
              "question %d cannot be asked of the lake: %s".formatted(question, e.getMessage()), e);
        }
      }
      return answers;
    }
  }
}
