// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void aFaultIsTheReasonWhereverThereCanBeOne() {
    readiness.watch(() -> Optional.of("a thread failed"));
    assertThat(readiness.reason()).as("before it runs nobody asks").contains("starting");
    readiness.ready();
    assertThat(readiness.reason()).contains("a thread failed");
    readiness.interrupted("partitions move");
    assertThat(readiness.reason()).contains("a thread failed");
    readiness.notYet("closing");
    assertThat(readiness.reason()).contains("closing");
  }

  @Test
  void withoutAFaultItIsWhatTheAppSaysOfItself() {
    readiness.watch(Optional::empty);
    readiness.interrupted("partitions move");
    assertThat(readiness.reason()).contains("partitions move");
    readiness.ready();
    assertThat(readiness.reason()).isEmpty();
  }
}
