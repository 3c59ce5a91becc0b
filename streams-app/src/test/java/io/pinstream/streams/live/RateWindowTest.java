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

  @Test
  void tellsEachOfTheLastSeconds() {
    assertThat(rate.perEachSecond()).isEmpty();
    mark(3);
    pass(1);
    mark(1);
    pass(2);
    mark(7);
    assertThat(rate.perEachSecond()).containsExactly(3L, 1L, 0L);
    pass(RateWindow.SECONDS - 2);
    assertThat(rate.perEachSecond())
        .hasSize(RateWindow.SECONDS)
        .startsWith(1L, 0L, 7L, 0L)
        .endsWith(0L);
    pass(10_000);
    assertThat(rate.perEachSecond()).hasSize(RateWindow.SECONDS).containsOnly(0L);
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
