// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateWindowTest {
  private final AtomicLong now = new AtomicLong(TimeUnit.SECONDS.toNanos(1000));
  private final RateWindow rate = new RateWindow(now::get);

  @Test
  void countsWholeSecondsOnly() {
    mark(30);
    assertThat(rate.perSecond()).isZero();
    pass(1);
    assertThat(rate.perSecond()).isEqualTo(30);
    pass(1);
    assertThat(rate.perSecond()).isEqualTo(15);
  }

  @Test
  void forgetsAfterTenSeconds() {
    mark(100);
    pass(5);
    mark(50);
    pass(5);
    assertThat(rate.perSecond()).isEqualTo(15);
    pass(1);
    assertThat(rate.perSecond()).isEqualTo(5);
    pass(5);
    assertThat(rate.perSecond()).isZero();
    pass(10_000);
    mark(10);
    pass(1);
    assertThat(rate.perSecond()).isEqualTo(1);
  }

  private void mark(int events) {
    for (int i = 0; i < events; i++) {
      rate.mark();
    }
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
