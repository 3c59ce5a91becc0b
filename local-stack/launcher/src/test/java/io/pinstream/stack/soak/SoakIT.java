// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinstream.stack.demo.Screen;
import io.pinstream.stack.soak.FaultPlan.Strike;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak, with a fault of each kind of part. {@code ./pinstream soak} is the long one. */
@Tag("soak")
class SoakIT {
  private static final FaultPlan PLAN =
      new FaultPlan(
          List.of(
              new Strike(5, FaultKind.ONE_OF_TWO_WORKERS_KILLED, 5),
              new Strike(20, FaultKind.WORKER_TO_DATABASE_CUT, 5),
              new Strike(35, FaultKind.ONE_OF_TWO_APPS_KILLED, 5),
              new Strike(50, FaultKind.OBJECT_STORE_KILLED, 5),
              new Strike(65, FaultKind.BROKER_PAUSED, 5)));

  @Test
  void everythingIsAsIfNothingHadHappened(@TempDir Path directory) throws Exception {
    var length = Duration.ofSeconds(60);
    var screen = new Screen(System.out, false);
    try (var soak = new Soak(directory, 32, PLAN, length, 50, screen)) {
      var report = soak.run();
      System.out.println(report.toText());
      assertThat(report.difference()).isNull();
      assertThat(report.checks().values()).hasSize(7).containsOnly(true);
      assertThat(report.skipped()).isEmpty();
      assertThat(report.faults()).hasSameSizeAs(PLAN.strikes());
    }
  }
}
