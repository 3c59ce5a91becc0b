// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinstream.stack.StackException;
import io.pinstream.stack.lake.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a demo that runs on does to its lake, and when. */
class LakeUpkeepTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final List<Duration> intervals = new CopyOnWriteArrayList<>();
  private final List<Retention> turns = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void theSinkCommitsLessOftenOnceAndTheTablesAreMaintainedAgainAndAgain() {
    var before = Instant.now();
    var upkeep = LakeUpkeep.start(intervals::add, turns::add, told::add, SOON, SOON);
    try {
      await().untilAsserted(() -> assertThat(turns).hasSizeGreaterThan(2));
      assertThat(intervals).containsExactly(Duration.ofMinutes(1));
      assertThat(turns.get(0).snapshotsSince()).isAfter(before.minus(Duration.ofMinutes(16)));
      assertThat(turns.get(0).snapshotsSince()).isBefore(Instant.now());
      assertThat(told).isEmpty();
    } finally {
      upkeep.close();
    }
  }

  @Test
  void anEndInTheMiddleOfATurnIsNoFault() throws InterruptedException {
    var working = new CompletableFuture<Thread>();
    var upkeep =
        LakeUpkeep.start(
            interval -> {
              working.complete(Thread.currentThread());
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new StackException("interrupted", e);
              }
            },
            turns::add,
            told::add,
            SOON,
            SOON);
    var thread = working.orTimeout(10, TimeUnit.SECONDS).join();
    upkeep.close();
    thread.join();
    assertThat(told).isEmpty();
  }

  @Test
  void aFaultIsToldAndTheNextTurnTriesAgain() {
    var upkeep =
        LakeUpkeep.start(
            interval -> {
              throw new StackException("the worker is away");
            },
            retention -> {
              turns.add(retention);
              if (turns.size() == 1) {
                throw new StackException("the catalog is locked");
              }
            },
            told::add,
            SOON,
            SOON);
    try {
      await().untilAsserted(() -> assertThat(turns).hasSizeGreaterThan(1));
      assertThat(told)
          .hasSize(2)
          .anyMatch(line -> line.contains("commit less often") && line.contains("away"))
          .anyMatch(line -> line.contains("maintained") && line.contains("locked"));
    } finally {
      upkeep.close();
    }
  }
}
