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
 * Counts since the app started: rows seen, posts and removals written, resends left out, dead
 * letters by reason.
 */
public final class JoinMeters {
  private final Map<Table, Counter> rows = new EnumMap<>(Table.class);
  private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
  private final Counter posts;
  private final Counter removals;
  private final Counter resends;

  public JoinMeters(MeterRegistry registry) {
    for (Table table : Table.values()) {
      rows.put(
          table,
          counter(registry, "parts", "Records read from the input topics", "part", table.label()));
    }
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      deadLetters.put(
          reason,
          counter(
              registry,
              "dead.letters",
              "Records sent to the dead-letter topic",
              "reason",
              reason.label()));
    }
    posts = counter(registry, "posts.written", "Posts written, new ones and changed ones");
    removals = counter(registry, "posts.removed", "Tombstones written for removed posts");
    resends = counter(registry, "resends", "Records that changed nothing");
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, String... tag) {
    return Counter.builder("pinstream." + name)
        .description(description)
        .tags(tag)
        .register(registry);
  }

  /** A record of an input was read. */
  public void row(Table table) {
    rows.get(table).increment();
  }

  /** A record became a dead letter. */
  public void deadLetter(DeadLetterReason reason) {
    deadLetters.get(reason).increment();
  }

  void post() {
    posts.increment();
  }

  void removal() {
    removals.increment();
  }

  void resend() {
    resends.increment();
  }

  public long rows(Table table) {
    return (long) rows.get(table).count();
  }

  /** Dead letters by the label of their reason, those that there were none of too. */
  public Map<String, Long> deadLetters() {
    Map<String, Long> counts = new LinkedHashMap<>();
    deadLetters.forEach((reason, count) -> counts.put(reason.label(), (long) count.count()));
    return counts;
  }

  public long posts() {
    return (long) posts.count();
  }

  public long removals() {
    return (long) removals.count();
  }

  public long resends() {
    return (long) resends.count();
  }
}
