// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives up on an answer of which nothing comes for a while, and not on one that is merely long. One
 * for each request.
 */
final class StallLimit implements BodyHandler<byte[]> {
  private final CompletableFuture<Void> stalled = new CompletableFuture<>();
  private final Duration untilHeaders;
  private final Duration betweenBytes;
  private volatile long deadline;

  /**
   * A limit.
   *
   * @param untilHeaders how long until the answer begins
   * @param betweenBytes how long until more of it comes
   */
  StallLimit(Duration untilHeaders, Duration betweenBytes) {
    this.untilHeaders = untilHeaders;
    this.betweenBytes = betweenBytes;
  }

  /** Starts the clock on a request, which is cancelled when it stalls: its connection is closed. */
  <T> CompletableFuture<T> watch(CompletableFuture<T> request) {
    extend(untilHeaders);
    schedule(untilHeaders);
    CompletableFuture<T> watched = new CompletableFuture<>();
    var unused =
        request.whenComplete(
            (response, error) -> {
              stalled.complete(null);
              if (error == null) {
                watched.complete(response);
              } else {
                watched.completeExceptionally(error);
              }
            });
    var unusedToo =
        stalled.whenComplete(
            (none, error) -> {
              if (error != null) {
                watched.completeExceptionally(error);
                // Not what is derived from it: only the request itself closes its connection.
                request.cancel(true);
              }
            });
    return watched;
  }

  private void schedule(Duration delay) {
    Executor later =
        CompletableFuture.delayedExecutor(
            Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS, Runnable::run);
    later.execute(this::check);
  }

  private void check() {
    if (stalled.isDone()) {
      return;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      stalled.completeExceptionally(new TimeoutException("nothing came for too long"));
    } else {
      schedule(Duration.ofNanos(left));
    }
  }

  private void extend(Duration by) {
    deadline = System.nanoTime() + by.toNanos();
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo response) {
    extend(betweenBytes);
    return new Watched(BodySubscribers.ofByteArray());
  }

  private final class Watched implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body;

    Watched(BodySubscriber<byte[]> body) {
      this.body = body;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      extend(betweenBytes);
      body.onNext(bytes);
    }

    @Override
    public void onError(Throwable error) {
      body.onError(error);
    }

    @Override
    public void onComplete() {
      body.onComplete();
    }
  }
}
