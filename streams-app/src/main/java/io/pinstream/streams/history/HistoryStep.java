// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far points are apart, and how long they are kept. Minutes, hours and days are UTC's. */
public enum HistoryStep {
  MINUTE(ChronoUnit.MINUTES, Duration.ofDays(1)),
  HOUR(ChronoUnit.HOURS, Duration.ofDays(60)),
  DAY(ChronoUnit.DAYS, Duration.ofDays(5 * 365));

  private final ChronoUnit unit;
  private final Duration kept;

  HistoryStep(ChronoUnit unit, Duration kept) {
    this.unit = unit;
    this.kept = kept;
  }

  /** The step that the API calls so: {@code minute}, {@code hour}, {@code day}. */
  public static Optional<HistoryStep> of(String label) {
    return Arrays.stream(values()).filter(step -> step.label().equals(label)).findFirst();
  }

  /** The name in keys and in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** When the step began in which a time lies. */
  Instant begin(Instant time) {
    return time.truncatedTo(unit);
  }

  /** The key of the point that a time belongs to: the step's name and when it began. */
  String key(Instant time) {
    return label() + " " + begin(time);
  }

  /** Where the keys of points begin that are not kept any more. */
  String firstKey() {
    return label() + " ";
  }

  /** The first key of those that are kept. */
  String firstKept(Instant now) {
    return key(now.minus(kept));
  }

  /** Behind all keys. */
  String lastKey() {
    return label() + " ~";
  }
}
