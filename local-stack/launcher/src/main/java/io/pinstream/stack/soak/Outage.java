// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import io.pinstream.stack.service.ChildService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Some of several services end in one order, and are started again later in another.
 *
 * @param least how many of them, at least
 * @param most and at most
 * @param end ends one
 */
record Outage(
    List<? extends ChildService> services, int least, int most, Consumer<ChildService> end)
    implements Fault {
  private static final int BETWEEN_SECONDS = 1;

  /** {@code kill -9} for so many of them. */
  static Fault kill(List<? extends ChildService> services, int count) {
    return new Outage(services, count, count, service -> service.process().kill());
  }

  /** {@code TERM} for two of them or more; who does not end within 20 s is killed. */
  static Fault restart(List<? extends ChildService> services) {
    return new Outage(services, 2, services.size(), ChildService::close);
  }

  @Override
  public void strike(Duration length, Random chance) throws InterruptedException {
    var order = new ArrayList<ChildService>(services);
    Collections.shuffle(order, chance);
    var ended = order.subList(0, least + chance.nextInt(most - least + 1));
    ended.forEach(end);
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    Collections.shuffle(ended, chance);
    // They depend on each other, so none is waited for before the next.
    var started = new ArrayList<CompletableFuture<Void>>();
    for (var service : ended) {
      started.add(CompletableFuture.runAsync(service::start, task -> new Thread(task).start()));
      TimeUnit.SECONDS.sleep(BETWEEN_SECONDS);
    }
    try {
      started.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException cause ? cause : e;
    }
  }
}
