// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.demo.Screen;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two short soaks, whose plans name twelve kinds of faults between them, none of which needs
 * rights. {@code ./pinstream soak} is the long one.
 */
@Tag("faults")
class SoakIT {
  private static final Duration LENGTH = Duration.ofMinutes(3);

  // However slow the machine is, no fault comes too late.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @ParameterizedTest
  @ValueSource(longs = {7, 93})
  void everythingIsAsIfNothingHadHappened(long seed, @TempDir Path directory) throws Exception {
    var plan = FaultPlan.of(seed, LENGTH);
    var screen = new Screen(System.out, false);
    try (var soak = new Soak(directory, seed, plan, LONGEST, 50, screen)) {
      var report = soak.run();
      System.out.println(report.toText());
      assertThat(report.difference()).isNull();
      assertThat(report.checks().values()).hasSize(7).containsOnly(true);
      assertThat(report.skipped()).isEmpty();
      assertThat(report.faults()).hasSameSizeAs(plan.strikes()).hasSize(6);
    }
  }
}
