// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of the demo came to, and what is missing from it.
 *
 * @param rest where the REST proxy is; null if none runs
 */
@JsonPropertyOrder({
  "posts",
  "distinct",
  "joined",
  "records",
  "lake",
  "dead_letters",
  "seconds",
  "latency_ms",
  "answers",
  "http",
  "rest",
  "ok"
})
public record Summary(
    @JsonIgnore PostWatch.Sight sight,
    Map<String, Long> lake,
    double seconds,
    String http,
    @JsonInclude(JsonInclude.Include.NON_NULL) String rest,
    @JsonIgnore Optional<Long> asked,
    @JsonIgnore List<Long> unjoined,
    @JsonIgnore Optional<EmulationOracle.Outcome> expected,
    @JsonIgnore Optional<String> difference) {
  /** The difference between answers that have not been compared yet. */
  static final Optional<String> NOT_COMPARED =
      Optional.of("the lake's answers were not compared with the app's");

  private static final ObjectMapper JSON = new ObjectMapper();

  @JsonProperty
  long posts() {
    return sight.posts();
  }

  @JsonProperty
  long distinct() {
    return sight.distinct();
  }

  @JsonProperty
  long joined() {
    return sight.joined();
  }

  @JsonProperty
  Map<String, Long> records() {
    var parts = new LinkedHashMap<>(sight.records());
    parts.remove("post");
    return parts;
  }

  @JsonProperty("dead_letters")
  long deadLetters() {
    return sight.deadLetters();
  }

  @JsonProperty("latency_ms")
  Map<String, Long> latency() {
    var latency = new LinkedHashMap<String, Long>();
    latency.put("p50", sight.p50());
    latency.put("p99", sight.p99());
    return latency;
  }

  @JsonProperty
  Map<String, Boolean> answers() {
    return Map.of("lake_equals_live", difference.isEmpty());
  }

  @JsonProperty
  public boolean ok() {
    return missing().isEmpty();
  }

  /** The same run, whose answers have been compared. */
  Summary compared(Optional<String> firstDifference) {
    return new Summary(
        sight, lake, seconds, http, rest, asked, unjoined, expected, firstDifference);
  }

  /** A line for each thing that should be there and is not; once all are, for what differs. */
  public List<String> missing() {
    var missing = incomplete();
    if (missing.isEmpty()) {
      difference.ifPresent(missing::add);
    }
    return missing;
  }

  /** Whether everything that was emitted is joined and in the lake. */
  boolean complete() {
    return incomplete().isEmpty();
  }

  private List<String> incomplete() {
    var missing = new ArrayList<String>();
    asked.ifPresent(
        count -> {
          if (sight.posts() != count) {
            missing.add(
                String.format(
                    Locale.ROOT,
                    "%,d posts were asked for, %,d were emitted",
                    count,
                    sight.posts()));
          }
        });
    records()
        .forEach(
            (part, count) -> {
              long records =
                  expected.map(outcome -> outcome.records().get(part)).orElse(sight.posts());
              if (count != records) {
                missing.add(
                    String.format(
                        Locale.ROOT,
                        "the %s topic holds %,d records of %,d",
                        part,
                        count,
                        records));
              }
            });
    long joined = expected.map(outcome -> (long) outcome.posts().size()).orElse(sight.distinct());
    if (sight.joined() != joined || (expected.isPresent() && !unjoined.isEmpty())) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d posts are joined of %,d; the first that differ: %s",
              sight.joined(),
              joined,
              unjoined));
    }
    sight
        .records()
        .forEach(
            (relation, count) -> {
              long rows = lake.getOrDefault(relation, 0L);
              long due = expected.map(outcome -> outcome.rows().get(relation)).orElse(count);
              if (rows != due) {
                missing.add(
                    String.format(
                        Locale.ROOT, "the lake has %,d %s rows of %,d", rows, relation, due));
              }
            });
    long deadLetters = expected.map(EmulationOracle.Outcome::deadLetters).orElse(0L);
    if (sight.deadLetters() != deadLetters) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d records went to the dead-letter topic, %,d are bad",
              sight.deadLetters(),
              deadLetters));
    }
    long withoutKey = expected.map(EmulationOracle.Outcome::withoutKey).orElse(0L);
    if (sight.unreadableKeys() != withoutKey) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d records have no decimal index for a key, %,d should have none",
              sight.unreadableKeys(),
              withoutKey));
    }
    return missing;
  }

  /** The summary on one line. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The summary for a person. */
  public String toText() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d posts of %,d different indexes in %.1f s; %,d joined%n",
            sight.posts(),
            sight.distinct(),
            seconds,
            sight.joined()));
    text.append("%-8s %12s %12s%n".formatted("", "records", "lake rows"));
    sight
        .records()
        .forEach(
            (relation, count) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%-8s %,12d %,12d%n",
                        relation,
                        count,
                        lake.getOrDefault(relation, 0L))));
    text.append(String.format(Locale.ROOT, "%-8s %,12d%n", "dlq", sight.deadLetters()));
    expected.ifPresent(outcome -> text.append("of the posts: %s%n".formatted(outcome.happened())));
    text.append(
        "row to joined post: half within %s ms, 99 %% within %s ms%n"
            .formatted(sight.p50(), sight.p99()));
    if (ok()) {
      text.append(
          "Everything that was emitted is joined and in the lake, whose answers are the app's.");
    } else {
      text.append("MISSING:");
      missing().forEach(line -> text.append("%n  %s".formatted(line)));
    }
    return text.toString();
  }
}
