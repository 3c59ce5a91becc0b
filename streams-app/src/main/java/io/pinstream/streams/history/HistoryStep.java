// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far points are apart, and how many are kept. Minutes, hours and days are UTC's. */
public enum HistoryStep {
  MINUTE(ChronoUnit.MINUTES, 24 * 60),
  HOUR(ChronoUnit.HOURS, 60 * 24),
  DAY(ChronoUnit.DAYS, 5 * 365);

  private final ChronoUnit unit;
  private final int kept;

  HistoryStep(ChronoUnit unit, int kept) {
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

  /** Where the keys of points begin. */
  String firstKey() {
    return label() + " ";
  }

  /** Behind all keys. */
  String lastKey() {
    return label() + " ~";
  }

  /** How many points are kept: a day of minutes, 60 days of hours, five years of days. */
  int kept() {
    return kept;
  }
}
