// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Tells the log that something fails: once, and as a warning only if it does not pass by itself.
 * Partitions are restored at every start, and move whenever an instance comes or goes.
 */
final class Failure {
  private static final Duration PASSES_WITHIN = Duration.ofMinutes(1);

  private final Logger log;
  private final LongSupplier nanos;
  private boolean present;
  private boolean warned;
  private long since;

  Failure(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  boolean isPresent() {
    return present;
  }

  /**
   * It fails, still or again.
   *
   * @param what what does, as the beginning of a sentence
   */
  void tell(String what, Throwable reason) {
    if (!present) {
      since = nanos.getAsLong();
    }
    String why = reason instanceof Error ? reason.toString() : reason.getMessage();
    if (!warned && !passes(reason)) {
      log.warn("{} not published for now: {}", what, why);
      warned = true;
    } else if (!present) {
      log.info("{} not published for now: {}", what, why);
    }
    present = true;
  }

  private boolean passes(Throwable reason) {
    return reason instanceof InstanceException instance
        && instance.why() == InstanceException.Cause.PARTITIONS_MOVE
        && nanos.getAsLong() - since < PASSES_WITHIN.toNanos();
  }

  /** It fails no more. */
  void over(String what) {
    if (present) {
      log.info("{} published again", what);
    }
    forget();
  }

  /** Whether it fails is of no interest any more. */
  void forget() {
    present = false;
    warned = false;
  }
}
