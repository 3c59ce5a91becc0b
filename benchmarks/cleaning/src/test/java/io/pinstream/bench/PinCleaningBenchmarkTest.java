// SPDX-License-Identifier: Apache-2.0
package io.pinstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is compared does the same. */
class PinCleaningBenchmarkTest {

  private final PinCleaningBenchmark benchmark = new PinCleaningBenchmark();

  @BeforeEach
  void setUp() {
    benchmark.setUp();
  }

  @Test
  void byHandAndByPresetAgree() {
    for (SourceRecord record : benchmark.withSchema) {
      assertThat(benchmark.clean.apply(record).value()).isEqualTo(benchmark.byHand(record).value());
    }
    for (SourceRecord record : benchmark.withoutSchema) {
      assertThat(benchmark.clean.apply(record).value())
          .isEqualTo(benchmark.byHandWithoutSchema(record).value());
    }
  }

  @Test
  void theChainLeavesAsManyFields() {
    SourceRecord record = benchmark.chain.apply(benchmark.withSchema[0]);
    assertThat(record.valueSchema().fields()).hasSize(11);
  }
}
