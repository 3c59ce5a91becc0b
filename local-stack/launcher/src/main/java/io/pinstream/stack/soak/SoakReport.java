// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a soak has come to.
 *
 * @param seed that gives the same plan again
 * @param rate posts a second
 * @param seconds the whole of it took
 * @param plan the faults that were to strike
 * @param faults those that did, by kind
 * @param skipped those of the plan that did not, with the reason
 * @param byHand what an operator had to start again, and how often
 * @param checks what was held against the oracle in the end, and whether it is equal
 * @param difference the first one, in words; null if there is none
 */
public record SoakReport(
    long seed,
    double minutes,
    double rate,
    long posts,
    double seconds,
    List<FaultPlan.Strike> plan,
    List<FaultRecord> faults,
    Map<String, String> skipped,
    @JsonProperty("by_hand") Map<String, Integer> byHand,
    Map<String, Boolean> checks,
    String difference) {
  private static final ObjectMapper JSON = new ObjectMapper();

  @JsonProperty
  public boolean ok() {
    return difference == null;
  }

  /** The report on one line. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report for a person. */
  public String toText() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "seed %d, %.1f minutes of faults, %,d posts, %.0f s in all%n",
            seed,
            minutes,
            posts,
            seconds));
    text.append("%-36s %5s %8s   longest gaps, s%n".formatted("fault", "times", "hurt, s"));
    faults.forEach(
        fault ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-36s %5d %8.1f   %s%n",
                    fault.kind(),
                    fault.times(),
                    fault.hurtSeconds(),
                    fault.gapSeconds())));
    skipped.forEach((kind, reason) -> text.append("SKIPPED: %s: %s%n".formatted(kind, reason)));
    byHand.forEach((task, times) -> text.append("BY HAND: %s: %s times%n".formatted(task, times)));
    checks.forEach(
        (check, equal) -> text.append("%-9s %s%n".formatted(equal ? "equal" : "DIFFERS", check)));
    text.append(
        ok()
            ? "Everything is as if nothing had happened."
            : "DIFFERENCE: %s%nThe same plan again: ./pinstream soak --seed %s --minutes %s --rate %s"
                .formatted(difference, seed, minutes, rate));
    return text.toString();
  }
}
