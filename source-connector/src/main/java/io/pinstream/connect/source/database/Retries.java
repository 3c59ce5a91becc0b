// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.source.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries database work again, after growing waits, while the error may pass. */
public final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final long LONGEST_WAIT_MS = 30_000;

  private final Database database;
  private final int attempts;
  private final Duration backoff;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean retrying;
  private volatile boolean cancelled;

  /**
   * An error that may pass, as the tables' being empty may, did not in the attempts that the
   * settings allow. What is in memory can still be emitted.
   */
  static final class GaveUpException extends ConnectException {

    private static final long serialVersionUID = 1L;

    private GaveUpException(ConnectException failure) {
      super(failure.getMessage(), failure.getCause());
    }
  }

  /**
   * @param attempts the most attempts in a row
   * @param backoff wait between the first two
   */
  public Retries(Database database, int attempts, Duration backoff) {
    this.database = database;
    this.attempts = attempts;
    this.backoff = backoff;
  }

  /**
   * Does the work.
   *
   * @param what is done, for messages: "reading the tables"
   * @throws ConnectException if an error can't pass or did not pass in time
   * @throws InterruptedException if the thread was interrupted, also in mid-query
   */
  public <T> T call(String what, Database.Work<T> work) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        T result = database.read(work);
        retrying = false;
        return result;
      } catch (SQLException e) {
        // Not every driver and pool leaves the thread's interruption standing.
        if (cancelled) {
          throw new InterruptedException(what + " was cancelled");
        }
        Fault fault = database.classify(e);
        if (!fault.mayPass()) {
          throw database.failure(what + " failed for good (" + fault + ")", e);
        }
        if (attempt == attempts) {
          throw new GaveUpException(
              database.failure(what + " failed " + attempts + " times in a row", e));
        }
        retrying = true;
        count.incrementAndGet();
        long wait = waitMillis(attempt);
        LOG.warn(
            "{} failed, attempt {} of {}, next in {} ms: {}",
            what,
            attempt,
            attempts,
            wait,
            database.describe(e));
        Thread.sleep(wait);
      }
    }
  }

  Database database() {
    return database;
  }

  public long count() {
    return count.get();
  }

  /** Tries nothing again from now on; whoever waits has to be interrupted too. */
  void cancel() {
    cancelled = true;
    retrying = false;
  }

  public boolean retrying() {
    return retrying;
  }

  long waitMillis(int attempt) {
    // Not shifted: a long wait would lose its bits.
    long full = (long) Math.min(LONGEST_WAIT_MS, backoff.toMillis() * Math.pow(2, attempt - 1));
    long half = Math.max(1, full / 2);
    return half + ThreadLocalRandom.current().nextLong(half + 1);
  }
}
