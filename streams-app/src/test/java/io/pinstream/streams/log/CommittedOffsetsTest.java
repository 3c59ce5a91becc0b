// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedOffsetsTest {
  private static final Map<TopicPartition, Long> SOME =
      Map.of(new TopicPartition("a", 0), 0L, new TopicPartition("b.c-d_e", 31), Long.MAX_VALUE);

  @TempDir Path folder;

  private CommittedOffsets offsets;

  @BeforeEach
  void start() {
    offsets = new CommittedOffsets(folder);
  }

  @Test
  void areReadAsTheyWereWritten() throws IOException {
    offsets.write(SOME);
    assertThat(offsets.read()).isEqualTo(SOME);
    offsets.write(Map.of());
    assertThat(offsets.read()).isEmpty();
    assertThat(offsets.delete()).as("without an offset the log is of no use").isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void areGoneOnceDeleted() throws IOException {
    assertThat(offsets.read()).isEmpty();
    assertThat(offsets.delete()).isFalse();
    offsets.write(SOME);
    assertThat(offsets.delete()).isTrue();
    assertThat(offsets.read()).isEmpty();
    assertThat(offsets.delete()).isFalse();
  }

  @Test
  void aLineThatIsNoneIsShown() throws IOException {
    for (String line : new String[] {"posts 0", "posts zero 1", "posts 0 one", ""}) {
      Path file = Files.writeString(folder.resolve("offsets"), "posts 1 2\n" + line + "\n");
      assertThatExceptionOfType(DamagedLogException.class)
          .isThrownBy(offsets::read)
          .withMessage(
              "%s has the line \"%s\"; expected a topic, a partition and an offset", file, line);
    }
  }
}
