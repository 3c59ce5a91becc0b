// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.questions;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.Document;
import io.pinstream.stack.Installation;
import io.pinstream.stack.lake.IcebergLake;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeAnswersTest {
  private static final Installation INSTALLATION = new Installation(Document.HOME);

  @TempDir private Path directory;

  /** A run whose posts all wait for a part has answers too, and the app has the same. */
  @Test
  void aLakeWithoutPostsAnswersWithNoRows() {
    var lake = new IcebergLake(INSTALLATION, directory.resolve("catalog.sqlite"), directory);
    var answers = new LakeAnswers(lake, QuestionFiles.of(INSTALLATION), Optional.empty()).answers();
    assertThat(answers)
        .hasSize(QuestionFiles.COUNT)
        .allSatisfy((n, rows) -> assertThat(rows).isEmpty());
  }
}
