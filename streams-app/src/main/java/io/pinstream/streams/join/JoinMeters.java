// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.join;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts since the app started: parts seen, posts and removals written, resends left out, dead
 * letters by defect.
 */
public final class JoinMeters {
  private final Map<Part, Counter> parts = new EnumMap<>(Part.class);
  private final Map<Defect, Counter> deadLetters = new EnumMap<>(Defect.class);
  private final Counter posts;
  private final Counter removals;
  private final Counter resends;
  private final Timer recounts;

  public JoinMeters(MeterRegistry registry) {
    for (Part part : Part.values()) {
      parts.put(
          part,
          Counter.builder("pinstream.parts")
              .description("Records read from the input topics")
              .tag("part", part.label())
              .register(registry));
    }
    for (Defect defect : Defect.values()) {
      deadLetters.put(
          defect,
          Counter.builder("pinstream.dead.letters")
              .description("Records sent to the dead-letter topic")
              .tag("reason", defect.label())
              .register(registry));
    }
    posts =
        Counter.builder("pinstream.posts.written")
            .description("Posts written, new ones and changed ones")
            .register(registry);
    removals =
        Counter.builder("pinstream.posts.removed")
            .description("Tombstones written for removed posts")
            .register(registry);
    resends =
        Counter.builder("pinstream.resends")
            .description("Records that changed nothing")
            .register(registry);
    recounts =
        Timer.builder("pinstream.recount")
            .description("Reading through a partition's posts when it comes here")
            .register(registry);
  }

  void recounted(Duration taken) {
    recounts.record(taken);
  }

  void part(Part part) {
    parts.get(part).increment();
  }

  void deadLetter(Defect defect) {
    deadLetters.get(defect).increment();
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

  public long parts(Part part) {
    return (long) parts.get(part).count();
  }

  /** Dead letters by the label of their defect, those that there were none of too. */
  public Map<String, Long> deadLetters() {
    Map<String, Long> counts = new LinkedHashMap<>();
    deadLetters.forEach((defect, count) -> counts.put(defect.label(), (long) count.count()));
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
