// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long is waited between the attempts. */
class RetriesTest {

  @Test
  void theWaitDoublesUpToHalfAMinute() {
    Retries retries = new Retries(null, 20, Duration.ofSeconds(1));

    assertThat(retries.waitMillis(1)).isBetween(500L, 1_000L);
    assertThat(retries.waitMillis(3)).isBetween(2_000L, 4_000L);
    assertThat(retries.waitMillis(100)).isBetween(15_000L, 30_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 43, 1L << 62, Long.MAX_VALUE})
  void aLongWaitStaysHalfAMinute(long millis) {
    Retries retries = new Retries(null, 20, Duration.ofMillis(millis));

    for (int attempt = 1; attempt <= 25; attempt++) {
      assertThat(retries.waitMillis(attempt)).isBetween(15_000L, 30_000L);
    }
  }
}
