// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FailurePausesTest {
  private static final TopicPartition PIN = new TopicPartition("demo.pin", 0);

  private final FailurePauses pauses = new FailurePauses();

  @Test
  void growUntilSomethingIsCommitted() {
    List<Long> seconds = new ArrayList<>();
    for (int failure = 0; failure < 8; failure++) {
      seconds.add(next(7));
    }
    assertThat(seconds).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(next(8)).isZero();
    assertThat(next(8)).isEqualTo(1);
  }

  @Test
  void growWhereANewThreadHasCommittedNothingYet() {
    assertThat(next(7)).isZero();
    assertThat(next(-1)).isEqualTo(1);
    assertThat(next(7)).isEqualTo(2);
    assertThat(pauses.next(Map.of()).toSeconds()).isEqualTo(4);
  }

  private long next(long committed) {
    return pauses.next(Map.of(PIN, committed)).toSeconds();
  }
}
