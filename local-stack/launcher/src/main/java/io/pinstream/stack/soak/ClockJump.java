// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A clock that jumps an hour ahead, or back, and then to where it should be. */
record ClockJump(FakeClock clock) implements Fault {
  private static final int HOUR = 3_600;

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    clock.set(chance.nextBoolean() ? HOUR : -HOUR);
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } finally {
      clock.set(0);
    }
  }
}
