// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which posts the source emits, and how.
 *
 * @param order {@code random}, {@code shuffle}, {@code sequential} or {@code python}
 * @param range the indexes to draw from, {@code LOW..HIGH} with both ends included; empty for all
 * @param postsPerSecond 0 for as fast as it goes
 * @param posts how many to emit; empty for ever
 */
public record Emulation(
    String order,
    long seed,
    Optional<String> range,
    double postsPerSecond,
    Optional<Long> posts,
    int tasks) {

  /** The seed with which row 7528 comes first in the order of the original's script. */
  public static final long DEFAULT_SEED = 100;

  /** Every row once, as fast as it goes. */
  public static Emulation of(long posts) {
    return new Emulation("shuffle", DEFAULT_SEED, Optional.empty(), 0, Optional.of(posts), 1);
  }

  public Emulation withRate(double rate) {
    return new Emulation(order, seed, range, rate, posts, tasks);
  }

  public Emulation withTasks(int count) {
    return new Emulation(order, seed, range, postsPerSecond, posts, count);
  }

  /** The source connector's settings for this. */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("sampling.order", order);
    settings.put("sampling.seed", Long.toString(seed));
    range.ifPresent(bounds -> settings.put("sampling.range", bounds));
    settings.put("posts.per.second", Double.toString(postsPerSecond));
    posts.ifPresent(count -> settings.put("posts.max", Long.toString(count)));
    settings.put("tasks.max", Integer.toString(tasks));
    return settings;
  }
}
