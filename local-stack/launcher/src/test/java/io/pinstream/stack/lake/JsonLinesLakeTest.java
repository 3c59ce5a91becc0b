// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.Installation;
import io.pinstream.stack.questions.LakeAnswers;
import io.pinstream.stack.questions.QuestionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objects that Confluent's S3 sink writes, as its settings in config/msk make them. */
class JsonLinesLakeTest {
  private static final Installation INSTALLATION =
      new Installation(Path.of("../..").toAbsolutePath().normalize());

  @TempDir private Path bucket;
  private Lake lake;

  @BeforeEach
  void writeObjects() throws IOException {
    lake = new JsonLinesLake(INSTALLATION, "u", "http://127.0.0.1:1", bucket);
    write(
        "topics/u.post/partition=0/u.post+0+0000000000.json",
        post(1, "art", "Chad", 0, "2026-11-26T12:00:00Z"),
        post(2, "art", "Chad", 1, "2026-11-26T12:00:00Z"));
    write(
        "topics/u.post/partition=0/u.post+0+0000000002.json",
        post(1, "travel", "Peru", 2, "2026-11-27T00:00:00Z"),
        "{\"ind\":2,\"deleted\":true,\"kafka_partition\":0,\"kafka_offset\":3,\"kafka_timestamp\":1795744800000}");
  }

  private static String post(int index, String category, String country, int offset, String time) {
    return "{\"ind\":%d,\"unique_id\":\"x\",\"title\":\"2020-01-01\",\"follower_count\":5,\"category\":\"%s\",\"country\":\"%s\",\"coordinates\":[1.5,2],\"timestamp\":\"2019-12-31T23:59:59Z\",\"age\":50,\"deleted\":false,\"kafka_partition\":0,\"kafka_offset\":%d,\"kafka_timestamp\":%d}"
        .formatted(index, category, country, offset, java.time.Instant.parse(time).toEpochMilli());
  }

  private void write(String object, String... lines) throws IOException {
    var file = bucket.resolve(object);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private String answer(int question, Optional<LocalDate> date) {
    return new LakeAnswers(lake, QuestionFiles.of(INSTALLATION), date)
        .answers()
        .get(question)
        .toString();
  }

  @Test
  void theNewestVersionCountsAndWhatIsDeletedDoesNot() {
    assertThat(answer(1, Optional.empty()))
        .isEqualTo("[{\"country\":\"Peru\",\"category\":\"travel\",\"category_count\":1}]");
    assertThat(answer(2, Optional.empty()))
        .isEqualTo("[{\"post_year\":2019,\"category\":\"travel\",\"category_count\":1}]");
    assertThat(answer(5, Optional.empty()))
        .isEqualTo("[{\"age_group\":\"36-50\",\"median_follower_count\":5.0}]");
  }

  /** A double holds whole numbers to 2^53 only. */
  @Test
  void aMedianIsExactHoweverManyFollow() throws IOException {
    write(
        "topics/u.post/partition=0/u.post+0+0000000004.json",
        post(3, "art", "Chad", 4, "2026-11-27T00:00:00Z")
            .replace("count\":5", "count\":9007199254740994"),
        post(4, "art", "Chad", 5, "2026-11-27T00:00:00Z")
            .replace("count\":5", "count\":9007199254740993"),
        post(5, "art", "Chad", 6, "2026-11-27T00:00:00Z")
            .replace("count\":5", "count\":9007199254740996"));
    assertThat(answer(5, Optional.empty()))
        .isEqualTo("[{\"age_group\":\"36-50\",\"median_follower_count\":9007199254740993.5}]");
  }

  @Test
  void aDaysAnswersAreThoseAtItsEnd() {
    assertThat(answer(1, Optional.of(LocalDate.parse("2026-11-26"))))
        .isEqualTo("[{\"country\":\"Chad\",\"category\":\"art\",\"category_count\":2}]");
    assertThat(answer(1, Optional.of(LocalDate.parse("2026-11-25")))).isEqualTo("[]");
  }

  @Test
  void everyObjectsRowsAreCounted() {
    try (var session = LakeSession.open(lake)) {
      assertThat(session.counts()).containsEntry("post", 4L).containsEntry("pin", 0L);
    }
  }
}
