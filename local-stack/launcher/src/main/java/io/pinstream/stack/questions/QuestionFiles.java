// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import io.pinstream.stack.Installation;
import io.pinstream.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SQL files in {@code config/questions}, put together into statements that any of the engines
 * runs. A question's file begins with no {@code with}, so that it can follow one.
 *
 * @param folder holds {@code posts.sql} and {@code 1.sql} to {@code 8.sql}
 */
public record QuestionFiles(Path folder) {
  /** How many questions there are; they count from 1. */
  public static final int COUNT = 8;

  /** The files of a checkout. */
  public static QuestionFiles of(Installation installation) {
    return new QuestionFiles(installation.config("questions"));
  }

  /**
   * One statement that answers a question, with no view or other state behind it.
   *
   * @param table the lake's posts, qualified: {@code lake.post}
   * @param date answers as they were at the end of this day (UTC); empty: as they are
   */
  public String statement(int question, String table, Optional<LocalDate> date) {
    var until =
        date.map(
                day ->
                    "where kafka_timestamp < timestamp '%s 00:00:00 UTC'"
                        .formatted(day.plusDays(1)))
            .orElse("");
    return "with post as (\nselect * from %s\n%s),\nposts as (\n%s)\n%s"
        .formatted(table, until, read("posts"), read(Integer.toString(question)));
  }

  /** The question in words: the first comment of its file. */
  public String title(int question) {
    return read(Integer.toString(question))
        .lines()
        .takeWhile(line -> line.startsWith("-- "))
        .map(line -> line.substring(3))
        .collect(Collectors.joining(" "));
  }

  private String read(String name) {
    var file = folder.resolve(name + ".sql");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StackException("the question's file %s cannot be read: %s".formatted(file, e), e);
    }
  }
}
