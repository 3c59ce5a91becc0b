// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Gives up on an answer of which nothing comes for a while, and not on one that is merely long. One
 * for each request.
 */
final class StallLimit implements BodyHandler<byte[]> {
  private final Duration betweenBytes;
  private volatile long deadline;

  /**
   * A limit.
   *
   * @param untilHeaders how long until the answer begins
   * @param betweenBytes how long until more of it comes
   */
  StallLimit(Duration untilHeaders, Duration betweenBytes) {
    this.betweenBytes = betweenBytes;
    extend(untilHeaders);
  }

  /** Watches a request, which is cancelled when it stalls: its connection is closed. */
  void watch(CompletableFuture<?> request) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      request.cancel(true);
      return;
    }
    Executor later = CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, Runnable::run);
    later.execute(
        () -> {
          if (!request.isDone()) {
            watch(request);
          }
        });
  }

  private void extend(Duration by) {
    deadline = System.nanoTime() + by.toNanos();
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo response) {
    extend(betweenBytes);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return BodySubscribers.mapping(
        BodySubscribers.ofByteArrayConsumer(
            some -> {
              extend(betweenBytes);
              some.ifPresent(body::writeBytes);
            }),
        end -> body.toByteArray());
  }
}
