// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import io.pinstream.stack.StackException;
import io.pinstream.stack.service.ChildService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Starts services again that depend on each other, so that none is waited for before the next. */
final class Starting {
  private Starting() {}

  /**
   * Starts all in this order; returns when all answer.
   *
   * @param betweenMillis from one start to the next
   * @throws StackException if one does not come up
   */
  static void all(List<? extends ChildService> services, long betweenMillis)
      throws InterruptedException {
    var started = new CompletableFuture<?>[services.size()];
    for (int i = 0; i < started.length; i++) {
      started[i] =
          CompletableFuture.runAsync(services.get(i)::start, task -> new Thread(task).start());
      TimeUnit.MILLISECONDS.sleep(betweenMillis);
    }
    try {
      CompletableFuture.allOf(started).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StackException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
