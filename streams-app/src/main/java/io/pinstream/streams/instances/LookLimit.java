// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one at a time look through an instance's posts, whoever asks for it: restricted questions
 * and searches, its own and those of other instances. It is the join's processor time, and the
 * disk's. A few wait, so that they keep no more than as many of a server's threads.
 */
public final class LookLimit {
  private static final int MAX_WAITING = 4;
  // A look takes half a second, and others wait three for an answer to begin.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore places = new Semaphore(1 + MAX_WAITING);
  private final Semaphore turn = new Semaphore(1, true);
  private final Duration patience;

  public LookLimit() {
    this(PATIENCE);
  }

  /** Somebody waits for its turn so long. */
  LookLimit(Duration patience) {
    this.patience = patience;
  }

  /**
   * Looks when it is this caller's turn.
   *
   * @throws InstanceException if too many wait already, or for too long
   */
  <T> T look(Supplier<T> look) {
    if (!places.tryAcquire()) {
      throw busy(null);
    }
    try {
      if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy(null);
      }
      try {
        return look.get();
      } finally {
        turn.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(e);
    } finally {
      places.release();
    }
  }

  private static InstanceException busy(InterruptedException cause) {
    return new InstanceException(
        InstanceException.Cause.BUSY,
        "others look through the posts of an instance already; ask again in a while",
        cause);
  }
}
