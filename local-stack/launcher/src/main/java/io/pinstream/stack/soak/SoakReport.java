// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.soak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a soak has come to.
 *
 * @param seed that gives the same plan again
 * @param seconds the whole of it took
 * @param plan the faults that were to strike
 * @param faults those that did, by kind
 * @param skipped those of the plan that did not, with the reason
 * @param checks what was held against the oracle in the end, and whether it is equal
 * @param difference the first one, in words; null if there is none
 */
@JsonPropertyOrder({
  "seed",
  "minutes",
  "posts",
  "seconds",
  "plan",
  "faults",
  "skipped",
  "checks",
  "difference",
  "ok"
})
public record SoakReport(
    long seed,
    double minutes,
    long posts,
    double seconds,
    List<FaultPlan.Strike> plan,
    List<FaultRecord> faults,
    Map<String, String> skipped,
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
        "seed %d, %.1f minutes of faults, %,d posts, %.0f s in all%n"
            .formatted(seed, minutes, posts, seconds));
    if (!faults.isEmpty()) {
      text.append(AsciiTable.getTable(faults, columns())).append(System.lineSeparator());
    }
    skipped.forEach((kind, reason) -> text.append("SKIPPED: %s: %s%n".formatted(kind, reason)));
    checks.forEach(
        (check, equal) -> text.append("%-9s %s%n".formatted(equal ? "equal" : "DIFFERS", check)));
    text.append(
        ok()
            ? "Everything is as if nothing had happened."
            : "DIFFERENCE: %s%nThe same plan again: ./pinstream soak --seed %d --minutes %s"
                .formatted(difference, seed, minutes));
    return text.toString();
  }

  private List<ColumnData<FaultRecord>> columns() {
    var columns = new ArrayList<ColumnData<FaultRecord>>();
    columns.add(
        new Column().header("fault").dataAlign(HorizontalAlign.LEFT).with(FaultRecord::kind));
    columns.add(number("times", FaultRecord::times));
    columns.add(number("hurt for, s", FaultRecord::hurtSeconds));
    faults
        .get(0)
        .gapSeconds()
        .keySet()
        .forEach(
            name ->
                columns.add(
                    number("longest gap of " + name + ", s", row -> row.gapSeconds().get(name))));
    return columns;
  }

  private static ColumnData<FaultRecord> number(
      String header, Function<FaultRecord, Object> value) {
    return new Column()
        .header(header)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(row -> value.apply(row).toString());
  }
}
