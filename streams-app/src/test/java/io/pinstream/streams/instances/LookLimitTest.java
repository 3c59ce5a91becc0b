// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookLimitTest {
  private static final int CALLERS = 12;

  private final LookLimit looks = new LookLimit(Duration.ofMinutes(1));
  private final AtomicInteger looking = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void oneLooksFourWaitAndTheRestIsRefused() throws Exception {
    CountDownLatch refusedAll = new CountDownLatch(CALLERS - 5);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<CompletableFuture<Integer>> found = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      CompletableFuture<Integer> each =
          CompletableFuture.supplyAsync(() -> looks.look(() -> look(refusedAll)), callers);
      found.add(
          each.whenComplete(
              (number, error) -> {
                if (error != null) {
                  refused.incrementAndGet();
                  refusedAll.countDown();
                }
              }));
    }
    for (CompletableFuture<Integer> each : found) {
      try {
        assertThat(each.join()).as("how many looked at once").isOne();
      } catch (CompletionException e) {
        assertThat(e).hasMessageContaining("ask again in a while");
      }
    }
    assertThat(refused).hasValue(CALLERS - 5);
    callers.shutdown();
  }

  /** The first one looks until those are refused that are too many. */
  private int look(CountDownLatch refusedAll) {
    int now = looking.incrementAndGet();
    try {
      refusedAll.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    looking.decrementAndGet();
    return now;
  }

  @Test
  void aLookThatFailsLeavesThePlaceToTheNext() {
    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  looks.look(
                      () -> {
                        throw new IllegalStateException("away");
                      }));
    }
    assertThat(looks.look(() -> 7)).isEqualTo(7);
  }
}
