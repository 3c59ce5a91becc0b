// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever counts the questions counts all of them. */
class QuestionFilesTest {
  @Test
  void eachQuestionHasItsFile() throws IOException {
    List<String> expected =
        IntStream.rangeClosed(1, QuestionFiles.COUNT).mapToObj(number -> number + ".sql").toList();
    try (var files = Files.list(Document.HOME.resolve("config/questions"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.matches("\\d+\\.sql")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config/databricks/lake.py",
        "config/databricks/daily.py",
        "config/mwaa/dags/pinstream_daily.py",
        ".ci/airflow_dag_test.py"
      })
  void notebooksAndDagGoThroughAllOfThem(String file) throws IOException {
    assertThat(Files.readString(Document.HOME.resolve(file)))
        .contains("range(1, %d)".formatted(QuestionFiles.COUNT + 1));
  }
}
