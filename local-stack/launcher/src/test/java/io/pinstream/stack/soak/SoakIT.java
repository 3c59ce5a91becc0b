// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.soak.FaultPlan.Strike;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two short soaks that need no rights. {@code ./pinstream soak} is the long one. */
@Tag("faults")
class SoakIT {
  // However slow the machine is, no fault comes too late.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  static List<Arguments> seedsAndPlans() {
    return List.of(
        arguments(
            32,
            new FaultPlan(
                List.of(
                    new Strike(3, FaultKind.ONE_OF_TWO_WORKERS_KILLED, 5),
                    new Strike(15, FaultKind.WORKER_TO_DATABASE_CUT, 5),
                    new Strike(30, FaultKind.ONE_OF_TWO_APPS_KILLED, 5),
                    new Strike(45, FaultKind.OBJECT_STORE_KILLED, 5)))),
        arguments(
            33,
            new FaultPlan(
                List.of(
                    new Strike(3, FaultKind.BROKER_PAUSED, 12),
                    new Strike(15, FaultKind.DATABASE_KILLED, 5),
                    new Strike(30, FaultKind.APP_TO_BROKER_RESET, 5),
                    new Strike(45, FaultKind.BROKER_KILLED, 5)))));
  }

  @ParameterizedTest
  @MethodSource("seedsAndPlans")
  void everythingIsAsIfNothingHadHappened(long seed, FaultPlan plan, @TempDir Path directory)
      throws Exception {
    var screen = new Screen(System.out, false);
    try (var soak = new Soak(directory, seed, plan, LONGEST, 50, screen)) {
      var report = soak.run();
      System.out.println(report.toText());
      assertThat(report.difference()).isNull();
      assertThat(report.checks().values()).hasSize(7).containsOnly(true);
      assertThat(report.skipped()).isEmpty();
      assertThat(report.byHand()).isEmpty();
      assertThat(report.faults()).hasSameSizeAs(plan.strikes());
    }
  }
}
