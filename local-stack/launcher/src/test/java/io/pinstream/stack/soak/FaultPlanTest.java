// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  @Test
  void isAFunctionOfSeedAndLength() {
    assertThat(FaultPlan.of(7, Duration.ofMinutes(20)))
        .isEqualTo(FaultPlan.of(7, Duration.ofMinutes(20)))
        .isNotEqualTo(FaultPlan.of(8, Duration.ofMinutes(20)));
    assertThat(FaultPlan.of(7, Duration.ofMinutes(20)).strikes())
        .as("a longer one goes on where a shorter one ends")
        .startsWith(
            FaultPlan.of(7, Duration.ofMinutes(3)).strikes().toArray(FaultPlan.Strike[]::new));
  }

  @Test
  void strikesEveryHalfMinuteWithEachKindBeforeAnyComesAgain() {
    var kinds = FaultKind.values();
    var strikes = FaultPlan.of(1, Duration.ofSeconds(30L * kinds.length)).strikes();
    assertThat(strikes).extracting(FaultPlan.Strike::kind).containsExactlyInAnyOrder(kinds);
    for (int i = 0; i < strikes.size(); i++) {
      assertThat(strikes.get(i).second()).isBetween(30 * i + 10, 30 * i + 20);
      assertThat(strikes.get(i).seconds()).isBetween(5, 15);
    }
  }
}
