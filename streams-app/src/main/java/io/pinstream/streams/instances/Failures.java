// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.instances;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Tells the log what is not published: once, and as a warning only if that does not pass by itself.
 * Partitions are restored at every start, and move whenever an instance comes or goes.
 */
final class Failures {
  private static final Duration PASSES_WITHIN = Duration.ofMinutes(1);

  /** What the log was told, and since when it is so. */
  private record Told(Level level, long since) {}

  private final Logger log;
  private final LongSupplier nanos;
  private final Map<String, Told> all = new HashMap<>();

  Failures(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
  }

  boolean contains(String what) {
    return all.containsKey(what);
  }

  /**
   * It fails, still or again.
   *
   * @param what what does, as the beginning of a sentence
   */
  void add(String what, Throwable reason) {
    Told before = all.get(what);
    long since = before == null ? nanos.getAsLong() : before.since;
    Level level = passes(reason, since) ? Level.INFO : Level.WARN;
    if (before == null || level.toInt() > before.level.toInt()) {
      String why = reason instanceof Error ? reason.toString() : reason.getMessage();
      log.atLevel(level).log("{} not published for now: {}", what, why);
      all.put(what, new Told(level, since));
    }
  }

  private boolean passes(Throwable reason, long since) {
    return reason instanceof InstanceException instance
        && instance.why() == InstanceException.Cause.PARTITIONS_MOVE
        && nanos.getAsLong() - since < PASSES_WITHIN.toNanos();
  }

  /** It fails no more. */
  void remove(String what) {
    if (all.remove(what) != null) {
      log.info("{} published again", what);
    }
  }

  /** What fails is of no interest any more. */
  void clear() {
    all.clear();
  }
}
