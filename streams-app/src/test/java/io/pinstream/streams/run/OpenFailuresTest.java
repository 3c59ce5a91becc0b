// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenFailuresTest {
  private static final TopicPartition ONE = new TopicPartition("user-1.pin", 0);
  private static final TopicPartition OTHER = new TopicPartition("user-1.pin", 1);

  private final OpenFailures failures = new OpenFailures(Duration.ZERO);

  @Test
  void stayUntilSomethingIsCommittedHoweverLongTheThreadsRun() {
    failures.add("poison", Map.of(ONE, 3L), Duration.ZERO);
    failures.moved();
    assertThat(failures.any(Map.of(ONE, -1L), true, () -> Set.of(ONE))).contains("poison");
    assertThat(failures.any(Map.of(ONE, 3L), true, () -> Set.of(ONE))).contains("poison");
    assertThat(failures.any(Map.of(ONE, 4L), true, () -> Set.of(ONE))).isEmpty();
  }

  @Test
  void areOverOnceNothingIsLeftToCommitHere() {
    failures.add("broker away", Map.of(ONE, 3L), Duration.ZERO);
    failures.moved();
    assertThat(failures.any(Map.of(), false, Set::of)).as("who has the partition?").isPresent();
    assertThat(failures.any(Map.of(OTHER, 1L), true, () -> Set.of(OTHER))).isEmpty();
  }

  @Test
  void areNotOverBeforeTheThreadsHaveRunForAWhile() {
    OpenFailures patient = new OpenFailures(Duration.ofHours(1));
    patient.add("no partitions yet", Map.of(), Duration.ZERO);
    patient.moved();
    assertThat(patient.any(Map.of(), true, Set::of)).isPresent();
  }
}
