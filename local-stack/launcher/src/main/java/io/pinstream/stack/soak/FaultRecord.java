// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What faults of one kind have come to.
 *
 * @param times how often it struck
 * @param hurtSeconds from its beginning until all went on again, at most
 * @param gapSeconds how long nothing changed, at most, from its beginning until all went on again:
 *     by what was counted
 */
record FaultRecord(
    String kind,
    int times,
    @JsonProperty("hurt_seconds") double hurtSeconds,
    @JsonProperty("gap_seconds") Map<String, Double> gapSeconds) {

  /** One strike. */
  static FaultRecord of(FaultKind kind, Duration hurt, Map<String, Duration> gaps) {
    var seconds = new LinkedHashMap<String, Double>();
    gaps.forEach((name, gap) -> seconds.put(name, seconds(gap)));
    return new FaultRecord(kind.title(), 1, seconds(hurt), seconds);
  }

  /** This and another one of the same kind. */
  FaultRecord and(FaultRecord other) {
    var longest = new LinkedHashMap<>(gapSeconds);
    other.gapSeconds.forEach((name, gap) -> longest.merge(name, gap, Math::max));
    return new FaultRecord(
        kind, times + other.times, Math.max(hurtSeconds, other.hurtSeconds), longest);
  }

  private static double seconds(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }
}
