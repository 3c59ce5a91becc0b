// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.lake.LakeSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The lake's answers, by DuckDB in this process. */
public final class LakeAnswers implements AnswerSource {
  private static final String COLUMNS =
      "ind:'bigint', category:'varchar', country:'varchar', poster_name:'varchar', follower_count:'bigint',"
          + " timestamp:'timestamp', user_name:'varchar', age:'bigint', date_joined:'timestamp'";

  private final String name;
  private final Supplier<LakeSession> sessions;
  private final QuestionFiles questions;
  private final Optional<LocalDate> date;

  /**
   * @param date answers as they were at the end of this day (UTC); empty: as they are
   */
  public LakeAnswers(Lake lake, QuestionFiles questions, Optional<LocalDate> date) {
    this("the lake", () -> LakeSession.open(lake), questions, date);
  }

  private LakeAnswers(
      String name,
      Supplier<LakeSession> sessions,
      QuestionFiles questions,
      Optional<LocalDate> date) {
    this.name = name;
    this.sessions = sessions;
    this.questions = questions;
    this.date = date;
  }

  /**
   * What the answers of a lake would be that held just these posts.
   *
   * @param name what messages call it
   * @param lines a file with a joined post a line, as JSON
   */
  public static AnswerSource ofPosts(String name, Path lines, QuestionFiles questions) {
    var posts =
        "(SELECT *, 0 AS kafka_offset, false AS deleted FROM read_json('%s', format='newline_delimited', columns={%s}))"
            .formatted(lines.toString().replace("'", "''"), COLUMNS);
    return new LakeAnswers(
        name, () -> LakeSession.of(() -> Map.of("post", posts)), questions, Optional.empty());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<Integer, List<ObjectNode>> answers() {
    try (var session = sessions.get()) {
      var answers = new TreeMap<Integer, List<ObjectNode>>();
      for (int question = 1; question <= QuestionFiles.COUNT; question++) {
        if (!session.has("post")) {
          answers.put(question, List.of());
          continue;
        }
        try (var statement = session.connection().createStatement();
            var result = statement.executeQuery(questions.statement(question, "main.post", date))) {
          answers.put(question, AnswerRows.of(result));
        } catch (SQLException e) {
          throw new StackException(
              "question %s cannot be asked of the lake: %s".formatted(question, e.getMessage()), e);
        }
      }
      return answers;
    }
  }
}
