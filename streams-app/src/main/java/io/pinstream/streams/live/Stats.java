// SPDX-License-Identifier: Apache-2.0
package io.pinstream.streams.live;

import io.pinstream.streams.join.JoinMeters;
import io.pinstream.streams.post.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What this instance has done since it started, and how many posts it has. */
public final class Stats {
  private final Supplier<String> state;
  private final JoinMeters meters;
  private final LivePosts posts;

  /**
   * The figures.
   *
   * @param state of the streams, such as RUNNING
   */
  public Stats(Supplier<String> state, JoinMeters meters, LivePosts posts) {
    this.state = state;
    this.meters = meters;
    this.posts = posts;
  }

  /** The figures by name, in the order in which the API shows them. */
  public Map<String, Object> figures() {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (Table table : Table.values()) {
      parts.put(table.label(), (long) meters.rows().get(table).count());
    }
    Map<String, Long> deadLetters = meters.deadLettersByReason();
    deadLetters.values().removeIf(count -> count == 0);
    Map<String, Object> stats = new LinkedHashMap<>();
    stats.put("state", state.get());
    stats.put("joined", posts.count());
    stats.put("posts_per_second", posts.perSecond());
    stats.put("parts", parts);
    stats.put("posts_written", (long) meters.posts().count());
    stats.put("posts_removed", (long) meters.removals().count());
    stats.put("resends", (long) meters.resends().count());
    stats.put("dead_letters", deadLetters.values().stream().mapToLong(Long::longValue).sum());
    stats.put("dead_letters_by_reason", deadLetters);
    return stats;
  }
}
