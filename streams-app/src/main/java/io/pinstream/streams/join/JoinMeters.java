// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pinstream.streams.post.DeadLetterReason;
import io.pinstream.streams.post.Table;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts since the app started.
 *
 * @param rows records of the inputs that were read
 * @param deadLetters records that became dead letters
 * @param posts new and changed ones that were written
 * @param removals tombstones that were written
 * @param resends records that changed nothing
 */
public record JoinMeters(
    Map<Table, Counter> rows,
    Map<DeadLetterReason, Counter> deadLetters,
    Counter posts,
    Counter removals,
    Counter resends) {

  public JoinMeters(MeterRegistry registry) {
    this(
        new EnumMap<>(Table.class),
        new EnumMap<>(DeadLetterReason.class),
        counter(registry, "posts.written", "Posts written, new ones and changed ones"),
        counter(registry, "posts.removed", "Tombstones written for removed posts"),
        counter(registry, "resends", "Records that changed nothing"));
    String read = "Records read from the input topics";
    for (Table table : Table.values()) {
      rows.put(table, counter(registry, "parts", read, "part", table.label()));
    }
    String dead = "Records sent to the dead-letter topic";
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      deadLetters.put(reason, counter(registry, "dead.letters", dead, "reason", reason.label()));
    }
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, String... tag) {
    return Counter.builder("pinstream." + name)
        .description(description)
        .tags(tag)
        .register(registry);
  }

  /** Dead letters by the label of their reason, those that there were none of too. */
  public Map<String, Long> deadLettersByReason() {
    Map<String, Long> counts = new LinkedHashMap<>();
    deadLetters.forEach((reason, count) -> counts.put(reason.label(), (long) count.count()));
    return counts;
  }
}
