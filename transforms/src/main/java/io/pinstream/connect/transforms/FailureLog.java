// SPDX-License-Identifier: Apache-2.0
package io.pinstream.connect.transforms;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what could not be cleaned, and logs it at a bounded rate. */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(Clean.class);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanoTime;
  private long failures;
  private long unlogged;
  private long lastLogged;

  FailureLog() {
    this(LOG, System::nanoTime);
  }

  FailureLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Counts a failure; the first is logged at once, then one a minute at most. */
  void add(String message) {
    failures++;
    long now = nanoTime.getAsLong();
    if (failures > 1 && now - lastLogged < INTERVAL_NANOS) {
      unlogged++;
      return;
    }
    lastLogged = now;
    log.warn(
        "{} (failures so far: {}, not logged since the last line: {})",
        message,
        failures,
        unlogged);
    unlogged = 0;
  }

  /** Logs how many there were, if any. */
  void close() {
    if (failures > 0) {
      log.warn("Values or records that could not be cleaned: {}", failures);
    }
  }
}
