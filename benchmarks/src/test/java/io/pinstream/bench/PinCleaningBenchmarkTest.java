// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is compared does the same. */
class PinCleaningBenchmarkTest {

  @Test
  void byHandAndByPresetAgree() {
    PinCleaningBenchmark byHand = new PinCleaningBenchmark();
    PinCleaningBenchmark byPreset = new PinCleaningBenchmark();
    byHand.setUp();
    byPreset.setUp();
    for (int i = 0; i < 1024; i++) {
      assertThat(byPreset.structClean().value()).isEqualTo(byHand.structHandWritten().value());
      assertThat(byPreset.mapClean().value()).isEqualTo(byHand.mapHandWritten().value());
    }
  }

  @Test
  void theChainLeavesTheSameFields() {
    PinCleaningBenchmark chain = new PinCleaningBenchmark();
    chain.setUp();
    assertThat(chain.structApacheChain().valueSchema().fields()).hasSize(11);
  }
}
