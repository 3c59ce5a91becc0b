// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.pinstream.stack.Installation;
import io.pinstream.stack.LocalStack;
import io.pinstream.stack.StackException;
import io.pinstream.stack.demo.CleanRowOracle;
import io.pinstream.stack.demo.EmulationOracle;
import io.pinstream.stack.demo.ExpectedPosts;
import io.pinstream.stack.lake.Lake;
import io.pinstream.stack.questions.AnswerComparison;
import io.pinstream.stack.questions.AnswerSource;
import io.pinstream.stack.questions.LakeAnswers;
import io.pinstream.stack.questions.LiveAnswers;
import io.pinstream.stack.questions.QuestionFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Holds what the topics hold and what the app answers against the oracle. */
final class SoakComparison {
  private final LocalStack stack;
  private final ExpectedPosts expected;

  SoakComparison(LocalStack stack, EmulationOracle.Outcome outcome) {
    this.stack = stack;
    var database = stack.database();
    try {
      expected =
          new ExpectedPosts(
              outcome, CleanRowOracle.read(database.url(), database.user(), database.password()));
    } catch (SQLException e) {
      throw new StackException("the tables cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Compares one after the other.
   *
   * @param checks gets what was compared, and whether it is equal
   * @return the first difference
   */
  Optional<String> run(Map<String, Boolean> checks) {
    Optional<String> first = Optional.empty();
    for (var suffix : Lake.RELATIONS) {
      var topic = stack.topics().of(suffix);
      var difference =
          TopicContents.firstDifference(stack.broker().bootstrapServers(), topic, suffix, expected);
      checks.put("contents of " + topic, difference.isEmpty());
      first = first.or(() -> difference);
    }
    for (var app : stack.apps()) {
      var difference = AnswerComparison.firstDifference(oracle(), new LiveAnswers(app.url()));
      checks.put("answers of " + app.url(), difference.isEmpty());
      first = first.or(() -> difference);
    }
    return first;
  }

  private AnswerSource oracle() {
    var lines = stack.logs().resolveSibling("expected-posts.jsonl").normalize();
    write(lines);
    return LakeAnswers.ofPosts(
        "the oracle", lines, QuestionFiles.of(Installation.ofSystemProperty()));
  }

  private void write(Path lines) {
    try (var writer = Files.newBufferedWriter(lines)) {
      for (long index : expected.indexes()) {
        writer.write(expected.post(index, MissingNode.getInstance()) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
